/** How large the drafts are, held against what the cluster and its agents can take. */
import type { Stack } from '../sides/stack.ts';
import { cidrsOf } from '../draft/blocks.ts';
import type { DraftedRule, WrittenDraft } from '../draft/draft.ts';
import { TRANSPORTS } from '../rows/services.ts';

/** Entries of one endpoint's policy map in Cilium unless `bpf-policy-map-max` says otherwise. */
export const POLICY_MAP_ENTRIES = 16_384;

/** Client-side apply stores the whole object in an annotation, and all annotations together may have 256 KiB. */
export const APPLY_BYTES = 262_144;

/** An estimate for one workload's pods. */
export interface ReportedEndpoint {
  readonly workload: string;
  /** Entries of the policy map: identities times aligned blocks of ports, both directions. */
  readonly entries: number;
}

/** Sizes of all drafts. */
export interface ReportedSizing {
  readonly objects: number;
  readonly rules: number;
  /** The largest object as YAML; null: there is none. */
  readonly largest: { readonly path: string; readonly bytes: number } | null;
  readonly bytesLimit: number;
  /** The workload with the fullest policy map; null: none is selected, or the target's agents have none. */
  readonly fullest: ReportedEndpoint | null;
  readonly entriesLimit: number;
  /** Different prefixes in the drafts: on Cilium each is an identity on every node. */
  readonly prefixes: number;
}

/**
 * Measures drafts. A workload counts as one identity: pods with further labels make more.
 * @param hasPolicyMap whether the target's agents keep policy maps.
 */
export function sizingOf(
  stack: Stack,
  written: readonly WrittenDraft[],
  hasPolicyMap: boolean,
): ReportedSizing {
  const bytes = written.map(({ path, yaml }) => ({ path, bytes: utf8Length(yaml) }));
  const entries = new Map<string, number>();
  for (const { draft } of hasPolicyMap ? written : []) {
    const own = draft.rules.reduce((sum, rule) => sum + entriesOf(stack, rule), 0);
    for (const workload of draft.workloads) {
      entries.set(workload, (entries.get(workload) ?? 0) + own);
    }
  }
  const endpoints = [...entries].map(([workload, count]) => ({ workload, entries: count }));
  const prefixes = new Set(written.flatMap(({ draft }) => prefixesIn(draft.object)));
  return {
    objects: written.length,
    rules: written.reduce((sum, { draft }) => sum + draft.rules.length, 0),
    largest: most(bytes, (one) => one.bytes),
    bytesLimit: APPLY_BYTES,
    fullest: hasPolicyMap ? most(endpoints, (one) => one.entries) : null,
    entriesLimit: POLICY_MAP_ENTRIES,
    prefixes: prefixes.size,
  };
}

/** The first of those with the most. */
function most<T>(list: readonly T[], size: (one: T) => number): T | null {
  return list.reduce<T | null>(
    (best, one) => (best === null || size(one) > size(best) ? one : best),
    null,
  );
}

function entriesOf(stack: Stack, { peers, services }: DraftedRule): number {
  const identities = peers.anyone ? 1 : peers.pods.size + cidrsOf(stack, peers.outside).length;
  if (services.others) return identities;
  const ports = TRANSPORTS.flatMap(({ name }) => services.ports[name]);
  const masks = ports.reduce((sum, { from, to }) => sum + alignedBlocks(from, to), 0);
  return identities * (masks + services.icmp.length);
}

/** How many blocks of a power of two, each at a multiple of its size, hold exactly these ports. */
function alignedBlocks(from: number, to: number): number {
  let count = 0;
  for (let start = from; start <= to; count += 1) {
    let size = 1;
    while (start % (size * 2) === 0 && start + size * 2 - 1 <= to) size *= 2;
    start += size;
  }
  return count;
}

/** Every prefix that stands anywhere in an object's rules. */
function prefixesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^[0-9a-f.:]+\/\d+$/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => key !== 'metadata')
    .flatMap(([, part]) => prefixesIn(part));
}

/** Bytes of a text in UTF-8. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
