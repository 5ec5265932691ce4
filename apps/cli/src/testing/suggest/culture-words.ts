/**
 * Words of the estates of other cultures. No word is in a list of the program, in the other generator or in a blind
 * estate, and tuning and test share none.
 */
import type { Half } from './vocabulary.ts';

/** What a workload does; decides its ports and whom it talks to. */
export type Part = 'face' | 'engine' | 'store' | 'files' | 'flow';

export interface CultureWords {
  readonly sites: readonly string[];
  readonly company: string;
  readonly areas: readonly string[];
  readonly parts: Readonly<
    Record<Part, { readonly words: readonly string[]; readonly codes: readonly string[] }>
  >;
  /** Run together with a part. */
  readonly makers: readonly string[];
  readonly whims: readonly string[];
  readonly environments: readonly string[];
  /** Who asks from outside, by what remarks call them. */
  readonly askers: readonly string[];
  readonly askedOutside: readonly string[];
  readonly devices: readonly string[];
  /** Words that begin the names of groups. */
  readonly marks: readonly string[];
}

export const CULTURES: Readonly<Record<Half, CultureWords>> = {
  tuning: {
    sites: ['osl', 'tro', 'vig', 'mlg'],
    company: 'velo',
    areas: [
      'nominas',
      'almacen',
      'compras',
      'tesoreria',
      'belasting',
      'vergunning',
      'afval',
      'sykkel',
      'havn',
      'kelp',
    ],
    parts: {
      face: { words: ['ventanilla', 'loket', 'skranke'], codes: ['vt', 'lk', 'fr'] },
      engine: { words: ['motor', 'rekenkern', 'kalkyle'], codes: ['mo', 'rk', 'en'] },
      store: { words: ['datos', 'gegevens', 'basen'], codes: ['dt', 'gg', 'ba'] },
      files: { words: ['expedientes', 'dossiers', 'mapper'], codes: ['ex', 'ds', 'mp'] },
      flow: { words: ['cola', 'wachtrij', 'kanal'], codes: ['co', 'wr', 'kn'] },
    },
    makers: ['korvex', 'plintha', 'ostrado', 'quendil', 'marlux', 'tavrion'],
    whims: [
      'anvil',
      'biscuit',
      'comet',
      'dumpling',
      'ferret',
      'gherkin',
      'igloo',
      'juniper',
      'kazoo',
      'lantern',
      'mango',
      'nutmeg',
      'orbit',
      'pickle',
      'quokka',
      'radish',
      'sparrow',
      'turnip',
      'walrus',
      'yodel',
    ],
    environments: ['prod', 'accp', 'live', 'pre'],
    askers: ['vestigingen', 'ciudadanos', 'ansatte', 'talleres', 'wijkteams'],
    askedOutside: ['kadaster', 'seguridad social', 'betalingstjeneste', 'aduana', 'waterschap'],
    devices: ['bomba', 'klep', 'heis', 'sluis', 'grua'],
    marks: ['NG', 'Z', 'KRING'],
  },
  test: {
    sites: ['lub', 'gdy', 'sun', 'fao'],
    company: 'barka',
    areas: [
      'kadry',
      'magazyn',
      'zakupy',
      'ksiegowosc',
      'skog',
      'vatten',
      'pensao',
      'frota',
      'cais',
      'moss',
    ],
    parts: {
      face: { words: ['okienko', 'lucka', 'balcao'], codes: ['ok', 'lu', 'bl'] },
      engine: { words: ['silnik', 'verk', 'nucleo'], codes: ['sl', 'vk', 'nu'] },
      store: { words: ['baza', 'register', 'dados'], codes: ['bz', 'rg', 'dd'] },
      files: { words: ['akta', 'arkiv', 'processos'], codes: ['ak', 'ar', 'pc'] },
      flow: { words: ['kolejka', 'ko', 'fila'], codes: ['kl', 'kk', 'fl'] },
    },
    makers: ['zenvaro', 'ulmetric', 'dorcane', 'fystral', 'halqen', 'pirrow'],
    whims: [
      'acorn',
      'blimp',
      'cactus',
      'dingo',
      'espresso',
      'fjord',
      'gumdrop',
      'haggis',
      'iguana',
      'jigsaw',
      'kumquat',
      'llama',
      'muffin',
      'noodle',
      'octopus',
      'parsnip',
      'quiche',
      'rhubarb',
      'sardine',
      'tuba',
    ],
    environments: ['prd', 'uat', 'main', 'beta'],
    askers: ['oddzialy', 'medborgare', 'funcionarios', 'verkstad', 'gminy'],
    askedOutside: ['urzad celny', 'bankgiro', 'previdencia', 'lantmateriet', 'gielda'],
    devices: ['pompa', 'ventil', 'grind', 'comporta', 'suwnica'],
    marks: ['GR', 'Q', 'LAG'],
  },
};
