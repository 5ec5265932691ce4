/**
 * The blind estates (fixtures/suggest-blind): what the suggester says of them, and what is true. They judge only; see
 * the README there. Nothing that tunes may import this file.
 */
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Proposal, suggestReport, type Suggestion } from '@aclift/suggest';
import { readInventory } from '@aclift/inventory';
import { parseIos } from '@aclift/ios';
import { parse } from 'yaml';
import type { Said } from './verdicts.ts';

const FOLDER = fileURLToPath(new URL('../../../../../fixtures/suggest-blind/', import.meta.url));

/** Estates that somebody saw answers of before the code was finished: reported, and in no total. */
export const SEEN: ReadonlySet<string> = new Set(['tiers']);

interface Answer {
  readonly at: readonly string[];
  readonly is?: string;
  readonly external?: string;
  readonly gone?: string;
  readonly accept?: readonly string[];
  readonly mixed?: boolean;
}

/** All estates by name. */
export function blindEstates(): readonly string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

/** One verdict for each suggestion about the addresses of an answer, and one for each answer that nothing is about. */
export function saidOfBlind(estate: string, withHostNames = true): readonly Said[] {
  const read = (file: string) => ({
    name: file,
    text: existsSync(`${FOLDER}${estate}/${file}`)
      ? readFileSync(`${FOLDER}${estate}/${file}`, 'utf8')
      : '',
  });
  const config = read('router.cfg');
  const inventory = read('inventory.yaml');
  const { value } = readInventory(inventory);
  if (value === undefined) throw new Error(`${estate}: the inventory cannot be read`);
  const { suggestions } = suggestReport({
    devices: [parseIos(config).device],
    sources: [config, inventory],
    inventory: value,
    hosts: withHostNames ? [read('hosts')] : [],
  });
  const { answers } = parse(read('truth.yaml').text) as { readonly answers: readonly Answer[] };
  const known = new Set(
    value.workloads.map(({ labels, namespace }) => `${namespace}/${nameOf(labels)}`),
  );
  return answers
    .filter(({ mixed }) => mixed !== true)
    .flatMap((answer) => saidOf(answer, suggestions, estate, known));
}

function saidOf(
  answer: Answer,
  suggestions: readonly Suggestion[],
  estate: string,
  known: ReadonlySet<string>,
): readonly Said[] {
  const kind =
    answer.gone !== undefined
      ? 'gone'
      : answer.external !== undefined
        ? 'external'
        : known.has(answer.is ?? '')
          ? 'known workload'
          : 'new workload';
  const wanted = answer.at.map(rangeOf);
  const about = suggestions.filter(({ addresses }) =>
    addresses.map(rangeOf).some((a) => wanted.some((b) => a.from <= b.to && b.from <= a.to)),
  );
  if (about.length === 0) {
    return [
      { estate, class: kind, confidence: 0, spoken: false, strict: false, acceptable: false },
    ];
  }
  return about.map(({ proposals, spoken }): Said => {
    const [best] = proposals;
    const said = best === undefined ? undefined : textOf(best.proposal);
    const strict = said !== undefined && said === strictOf(answer);
    const [strongest] = best?.evidence ?? [];
    return {
      estate,
      class: kind,
      confidence: best?.confidence ?? 0,
      spoken,
      strict,
      acceptable: strict || (said !== undefined && acceptedOf(answer).includes(said)),
      ...(strongest === undefined ? {} : { evidence: strongest.kind }),
    };
  });
}

function nameOf(labels: Readonly<Record<string, string>>): string {
  return Object.values(labels).join('/');
}

function textOf(proposal: Proposal): string {
  return proposal.kind === 'external'
    ? `external ${plain(proposal.name)}`
    : `${proposal.namespace ?? '?'}/${nameOf(proposal.labels)}`;
}

function strictOf({ external, is }: Answer): string | undefined {
  return external === undefined ? is : `external ${plain(external)}`;
}

function acceptedOf({ accept = [], external }: Answer): readonly string[] {
  return external === undefined ? accept : accept.map((name) => `external ${plain(name)}`);
}

/** Names of externals are for people. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

function rangeOf(text: string): { readonly from: number; readonly to: number } {
  const [first = '', last] = text.split('-');
  const [address = '', length = '32'] = first.split('/');
  const from = numberOf(address);
  return { from, to: last === undefined ? from + 2 ** (32 - Number(length)) - 1 : numberOf(last) };
}

function numberOf(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}
