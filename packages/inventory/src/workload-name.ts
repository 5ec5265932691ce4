/** Names for workloads, made from their labels so that they survive every reordering of the file. */
import type { Labels } from './read-labels.ts';
import { isReleaseLabel } from './release-label.ts';

/** Keys that name things for people, the best first. */
export const NAMING_KEYS: readonly string[] = [
  'app.kubernetes.io/name',
  'app',
  'k8s-app',
  'name',
  'role',
  'app.kubernetes.io/component',
  'component',
  'tier',
];
const LONGEST = 63;
const HASH_LENGTH = 6;

/**
 * The best naming label's value; `whole` joins all of them, which tells more workloads apart. Without a naming label all
 * values are joined, those of one release only if there are no others. A DNS-1123 label.
 */
export function baseName(labels: Labels, whole = false): string {
  const keys = NAMING_KEYS.filter((key) => (labels[key] ?? '') !== '');
  const lasting = Object.keys(labels).filter((key) => !isReleaseLabel(key));
  const others = lasting.length === 0 ? Object.keys(labels) : lasting;
  const chosen = keys.length === 0 ? others : whole ? keys : keys.slice(0, 1);
  const words = new Set(
    chosen.map((key) => dnsWord(labels[key] === '' ? key : (labels[key] ?? ''))),
  );
  const name = [...words].filter((word) => word !== '').join('-');
  if (name === '') return `labels-${shortHash(labelText(labels))}`;
  return name.length <= LONGEST ? name : withHash(name, labels);
}

/**
 * One name for each label set of a namespace. Sets that would share a name are all named by more of their labels, and
 * if that does not help all get a hash of them, so that none depends on which comes first.
 */
export function workloadNames(labelSets: readonly Labels[]): readonly string[] {
  let names = labelSets.map((labels) => baseName(labels));
  // The third round and later ones only serve hashes that meet by accident.
  for (let round = 0; round < 20; round += 1) {
    const uses = new Map<string, number>();
    for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1);
    if (uses.size === names.length) break;
    names = names.map((name, at) => {
      const labels = labelSets[at] ?? {};
      if ((uses.get(name) ?? 0) === 1) return name;
      return round === 0
        ? baseName(labels, true)
        : withHash(baseName(labels, true), labels, round - 1);
    });
  }
  return names;
}

function withHash(name: string, labels: Labels, round = 0): string {
  const room = LONGEST - HASH_LENGTH - 1;
  return `${name.slice(0, room).replace(/-+$/, '')}-${shortHash(labelText(labels) + '+'.repeat(round))}`;
}

function dnsWord(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function labelText(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Six base-36 digits of the 32-bit FNV-1a hash: enough to tell the few same-named workloads of a namespace apart. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash.toString(36).padStart(7, '0').slice(-HASH_LENGTH);
}
