/**
 * Words of names: what `OG_SHOP-CRT01`, `shop_carts` and `Cart servers` have in common. Knows abbreviations and small
 * mistakes of typing; knows no inventory.
 */

/** Canonical word and the ways people write it. Plurals are found by themselves. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  admin: ['adm', 'administrator', 'administration', 'sysadmin', 'operator', 'ops'],
  api: ['apis', 'rest'],
  app: ['application', 'appl', 'apl'],
  auth: ['authentication', 'authn', 'login', 'sso'],
  backend: ['be', 'bknd', 'bckend'],
  backup: ['bkp', 'bck', 'bkup'],
  branch: ['brch', 'brnch'],
  cache: ['cch', 'caching'],
  db: ['database', 'rdbms', 'sql', 'dbase', 'dbs'],
  dev: ['development', 'devel'],
  dmz: [],
  dns: ['resolver', 'nameserver'],
  frontend: ['fe', 'frnt', 'front', 'frntend'],
  gateway: ['gw', 'gtw'],
  jump: ['jumphost', 'bastion', 'jmp'],
  ldap: ['directory'],
  lb: ['loadbalancer', 'slb', 'balancer'],
  mail: ['smtp', 'email', 'mta', 'mx'],
  management: ['mgmt', 'mgt', 'mngt'],
  monitoring: ['mon', 'monitor', 'metrics', 'metric'],
  ntp: ['timeserver'],
  payment: ['pay', 'pmt', 'pymt'],
  partner: ['ptnr', 'prtnr'],
  portal: ['ptl'],
  prod: ['production', 'prd', 'prdn'],
  proxy: ['prx', 'pxy'],
  queue: ['mq', 'broker', 'messaging'],
  search: ['srch'],
  service: [],
  stage: ['staging', 'stg', 'preprod'],
  storage: ['stor', 'nas'],
  test: ['tst', 'qa', 'uat'],
  user: ['usr', 'client', 'workstation', 'desktop'],
  web: ['www', 'http', 'https'],
  worker: ['wrk', 'wkr'],
};

/** Words that say nothing about who somebody is. */
const NOISE: ReadonlySet<string> = new Set(
  (
    'srv svr svc server servers host hosts node nodes vm vms net nets network networks og obj object grp group groups ' +
    'acl list vlan vl lan lans subnet seg segment in out inbound outbound ingress egress the of and or to at by on off ' +
    'for from via with ip tier pool cluster box boxes machine machines system systems all any our their its old new ' +
    'g h n address addresses range internal int answer answers reply replies traffic everybody nobody everyone else same project hole holes'
  ).split(' '),
);

/** Words for parts of an estate rather than for one workload: too many things are called so to say who one is. */
const GENERIC: ReadonlySet<string> = new Set(
  'admin api app backend cache db dev dmz frontend gateway lb prod proxy queue service stage storage test web worker data'.split(
    ' ',
  ),
);

/** Words for what commonly stays outside a cluster. */
const OUTSIDE: ReadonlySet<string> = new Set(
  (
    'admin branch corp corporate customer dns dmz guest internet isp jump ldap mail management ntp office partner ' +
    'printer provider radius remote site supplier syslog tacacs uplink user vendor voip vpn wan wireless wifi'
  ).split(' '),
);

const CANONICAL: ReadonlyMap<string, string> = new Map(
  Object.entries(SPELLINGS).flatMap(([word, spellings]) =>
    [word, ...spellings].map((spelling): [string, string] => [spelling, word]),
  ),
);

/** A part of a name as written (lower case) and what it means. */
export interface Word {
  readonly raw: string;
  /** Canonical: singular, abbreviations of the trade spelt out, or the other way round where that is usual. */
  readonly word: string;
}

/** Longest text that is cut into words: remarks end at 100 characters on the device. */
const MAX_TEXT = 512;

/**
 * The words of a name or a phrase, in order, without noise, numbers and single letters.
 * `DB-Servers_01` gives `db`; `shopFrontEnds` gives `shop`, `frontend`.
 */
export function wordsOf(text: string): readonly Word[] {
  const parts = text
    .slice(0, MAX_TEXT)
    .normalize('NFKC')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/\b(front|back)[\s_-]*ends?\b/g, '$1end')
    .split(/[^\p{L}]+/u)
    .filter((part) => part.length > 1);
  const words: Word[] = [];
  for (const raw of parts) {
    const word = canonical(raw);
    if (NOISE.has(raw) || NOISE.has(word)) continue;
    words.push({ raw, word });
  }
  return words;
}

function canonical(raw: string): string {
  const known = CANONICAL.get(raw);
  if (known !== undefined) return known;
  const one = singular(raw);
  return CANONICAL.get(one) ?? one;
}

/** `proxies` gives `proxy`; words that end so by nature stay. */
export function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && /[^suia]s$/.test(word) ? word.slice(0, -1) : word;
}

/** Whether a word names a kind of thing rather than one. */
export function isGeneric(word: string): boolean {
  return GENERIC.has(word);
}

/** Whether a word is used for what commonly stays outside a cluster. */
export function isOutsideWord(word: string): boolean {
  return OUTSIDE.has(word);
}

/**
 * How far two canonical words are the same: 1 equal; 0.8 one letter apart or a clear beginning; 0.55 an abbreviation
 * by leaving letters out; 0 otherwise.
 */
export function wordMatch(a: string, b: string): number {
  if (a === b) return 1;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 3 && long.startsWith(short) && !isGeneric(short)) return 0.8;
  if (short.length >= 5 && long.length - short.length <= 1 && oneApart(short, long)) return 0.8;
  if (short.length >= 2 && short.length <= 4 && long.length >= short.length + 2) {
    if (!CANONICAL.has(short) && abbreviates(short, long)) return 0.55;
  }
  return 0;
}

/** One insertion, deletion, replacement or swap of neighbours. `short` is not longer than `long`. */
function oneApart(short: string, long: string): boolean {
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return (
    short[at] === long[at + 1] &&
    short[at + 1] === long[at] &&
    short.slice(at + 2) === long.slice(at + 2)
  );
}

/** `crt` for `cart`, `inv` for `invoice`: begins alike, leaves letters out, keeps the order. */
function abbreviates(short: string, long: string): boolean {
  if (short[0] !== long[0]) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** How far `word` is one of `words`. */
export function bestMatch(word: string, words: readonly string[]): number {
  return words.reduce((best, other) => Math.max(best, wordMatch(word, other)), 0);
}
