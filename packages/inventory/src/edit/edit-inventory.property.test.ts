/**
 * Random inventories in many layouts, random changes: lines that no change names stay byte for byte and in order, and
 * what is read afterwards is what the changes say.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInventory } from '../read-inventory.ts';
import { editInventory } from './edit-inventory.ts';
import type { InventoryEdit, WorkloadChange } from './inventory-edit.ts';

/** A line, and the part of an entry that it writes; `undefined`: comment or blank line outside of all parts. */
interface TaggedLine {
  readonly text: string;
  readonly entry?: string;
  readonly part?: 'labels' | 'addresses' | 'name';
  /** A comment or blank line between the lines of a part: stays unless the whole entry goes. */
  readonly filler?: boolean;
}

interface Entry {
  readonly kind: 'workload' | 'external';
  readonly id: string;
  readonly labels: Record<string, string>;
  readonly addresses: readonly string[];
}

type Layout = 'block' | 'inline' | 'entry-inline' | 'lines-in-brackets';

const layout = fc.constantFrom<Layout>('block', 'inline', 'entry-inline', 'lines-in-brackets');
/** Picks by turns from a random list: what decorates the lines. */
const decoration = fc.record({
  comments: fc.array(fc.constantFrom('', ' # note', '   # "quoted", [x]'), {
    minLength: 1,
    maxLength: 5,
  }),
  fillers: fc.array(fc.constantFrom<readonly string[]>([], [], [''], ['# why'], ['', '  # a: b']), {
    minLength: 1,
    maxLength: 5,
  }),
  quotes: fc.array(fc.constantFrom('', "'", '"'), { minLength: 1, maxLength: 3 }),
});

const anyEstate = fc.record({
  workloads: fc.array(
    fc.record({
      layout,
      labels: fc.integer({ min: 1, max: 3 }),
      addresses: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 4 },
  ),
  externals: fc.array(fc.record({ layout, addresses: fc.integer({ min: 1, max: 3 }) }), {
    maxLength: 3,
  }),
  decoration,
  mark: fc.constantFrom('\n', '\r\n'),
  lastMark: fc.boolean(),
  changes: fc.array(
    fc.record({
      what: fc.constantFrom('add', 'remove', 'labels', 'addresses', 'both'),
      add: fc.integer({ min: 0, max: 2 }),
      drop: fc.integer({ min: 0, max: 7 }),
    }),
    { minLength: 7, maxLength: 7 },
  ),
});
type Estate = typeof anyEstate extends fc.Arbitrary<infer T> ? T : never;

function write(estate: Estate): { lines: readonly TaggedLine[]; entries: readonly Entry[] } {
  const lines: TaggedLine[] = [];
  const entries: Entry[] = [];
  let turn = 0;
  const pick = <T>(of: readonly T[]): T | undefined => of[(turn += 1) % of.length];
  const comment = (): string => pick(estate.decoration.comments) ?? '';
  const quoted = (text: string): string => {
    const quote = pick(estate.decoration.quotes) ?? '';
    return quote + text + quote;
  };
  const fill = (entry?: string): void => {
    for (const text of pick(estate.decoration.fillers) ?? []) {
      lines.push({ text, ...(entry === undefined ? {} : { entry, filler: true }) });
    }
  };
  const put = (entry: string, part: TaggedLine['part'], text: string): void => {
    lines.push({ text: text + comment(), entry, ...(part === undefined ? {} : { part }) });
  };
  const putAddresses = (how: Layout, id: string, addresses: readonly string[]): void => {
    if (addresses.length === 0) return;
    if (how === 'block') {
      put(id, 'addresses', '    addresses:');
      for (const address of addresses) {
        fill(id);
        put(id, 'addresses', `      - ${quoted(address)}`);
      }
    } else if (how === 'lines-in-brackets') {
      put(id, 'addresses', '    addresses: [');
      for (const [at, address] of addresses.entries()) {
        fill(id);
        put(id, 'addresses', `      ${quoted(address)}${at < addresses.length - 1 ? ',' : ''}`);
      }
      put(id, 'addresses', '    ]');
    } else put(id, 'addresses', `    addresses: [${addresses.map(quoted).join(', ')}]`);
  };
  lines.push({ text: '# top' }, { text: `version: 1${comment()}` });
  fill();
  if (estate.workloads.length > 0) lines.push({ text: `workloads:${comment()}` });
  for (const [w, shape] of estate.workloads.entries()) {
    const id = `n${w}/w${w}`;
    const labels = Object.fromEntries(
      Array.from({ length: shape.labels }, (_, at) => [
        at === 0 ? 'app' : `k${at}`,
        at === 0 ? `w${w}` : `v${w}-${at}`,
      ]),
    );
    const addresses = Array.from({ length: shape.addresses }, (_, at) => `10.${w}.0.${at}`);
    entries.push({ kind: 'workload', id, labels, addresses });
    const pairs = Object.entries(labels).map(
      ([key, value]) => [quoted(key), quoted(value)] as const,
    );
    const inline = `{ ${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
    fill();
    if (shape.layout === 'entry-inline') {
      const more = addresses.length === 0 ? '' : `, addresses: [${addresses.join(', ')}]`;
      put(id, 'labels', `  - { namespace: n${w}, labels: ${inline}${more} }`);
      continue;
    }
    put(id, undefined, `  - namespace: n${w}`);
    if (shape.layout === 'block') {
      put(id, 'labels', '    labels:');
      for (const [key, value] of pairs) {
        fill(id);
        put(id, 'labels', `      ${key}:  ${value}`);
      }
    } else put(id, 'labels', `    labels:  ${inline}`);
    putAddresses(shape.layout, id, addresses);
  }
  fill();
  if (estate.externals.length > 0) lines.push({ text: 'externals:' });
  for (const [e, shape] of estate.externals.entries()) {
    const id = `ext ${e}`;
    const addresses = Array.from({ length: shape.addresses }, (_, at) => `172.16.${e}.${at}`);
    entries.push({ kind: 'external', id, labels: {}, addresses });
    fill();
    if (shape.layout === 'entry-inline') {
      put(id, 'addresses', `  - { name: ${id}, addresses: [${addresses.join(', ')}] }`);
      continue;
    }
    put(id, undefined, `  - name: ${id}`);
    putAddresses(shape.layout, id, addresses);
  }
  fill();
  return { lines, entries };
}

/** The change of an entry that some random numbers mean, and the entry after it; `undefined`: none is left. */
function changeOf(
  entry: Entry,
  { what, add, drop }: Estate['changes'][number],
): { edit: InventoryEdit; after: Entry | undefined } {
  const { kind, id } = entry;
  if (what === 'remove') {
    return {
      edit:
        kind === 'workload'
          ? { kind: 'remove-workload', id }
          : { kind: 'remove-external', name: id },
      after: undefined,
    };
  }
  const addAddresses: string[] = [];
  const removeAddresses: string[] = [];
  const setLabels: Record<string, string> = {};
  const removeLabels: string[] = [];
  if (what === 'addresses' || what === 'both') {
    for (let at = 0; at < add; at += 1)
      addAddresses.push(`10.${kind === 'workload' ? 200 : 201}.${/\d+/.exec(id)?.[0]}.${at}`);
    removeAddresses.push(...entry.addresses.filter((_, at) => (drop & (1 << at)) !== 0));
  }
  if (kind === 'workload' && (what === 'labels' || what === 'both')) {
    for (let at = 0; at < add; at += 1) setLabels[`k${at + 2}`] = `new-${at}`;
    for (const key of Object.keys(entry.labels)) {
      if (key === 'k1' && drop > 3) removeLabels.push(key);
    }
  }
  const labels = { ...entry.labels, ...setLabels };
  for (const key of removeLabels) delete labels[key];
  const addresses = [
    ...entry.addresses.filter((address) => !removeAddresses.includes(address)),
    ...addAddresses,
  ];
  const change: WorkloadChange = { addAddresses, removeAddresses, setLabels, removeLabels };
  const [namespace = ''] = id.split('/');
  const workload = { namespace, labels, addresses };
  const edit = ((): InventoryEdit => {
    if (kind === 'external') {
      return { kind: 'change-external', name: id, change: { addAddresses, removeAddresses } };
    }
    // Saying what the entry shall be, or what changes of it, comes to the same.
    return drop % 2 === 0
      ? { kind: 'change-workload', id, change }
      : { kind: 'replace-workload', id, workload };
  })();
  return { edit, after: { kind, id, labels, addresses } };
}

test('lines that no change names stay byte for byte, and the changes are read back', () => {
  fc.assert(
    fc.property(anyEstate, (estate) => {
      const { lines, entries } = write(estate);
      const whole = lines.map(({ text }) => text).join(estate.mark);
      const text = estate.lastMark ? whole + estate.mark : whole;
      const edits: InventoryEdit[] = [];
      const wanted: Entry[] = [];
      const removed = new Set<string>();
      const changed = new Set<string>();
      for (const [at, entry] of entries.entries()) {
        const plan = estate.changes[at];
        if (plan === undefined || plan.what === 'add') {
          wanted.push(entry);
          continue;
        }
        const { edit, after } = changeOf(entry, plan);
        edits.push(edit);
        (after === undefined ? removed : changed).add(entry.id);
        if (after !== undefined) wanted.push(after);
      }
      if (estate.changes.some(({ what }) => what === 'add')) {
        const addresses = ['10.250.0.1'];
        edits.push({
          kind: 'add-workload',
          workload: { namespace: 'new', labels: { app: 'new' }, addresses },
        });
        edits.push({
          kind: 'add-external',
          external: { name: 'ext new', addresses: ['10.251.0.1'] },
        });
        wanted.push({ kind: 'workload', id: 'new/new', labels: { app: 'new' }, addresses });
        wanted.push({ kind: 'external', id: 'ext new', labels: {}, addresses: ['10.251.0.1'] });
      }
      const result = editInventory(text, edits);
      if (!result.ok) throw new Error(JSON.stringify(result.error));

      // An external without addresses is left out by the reader.
      expect(readBack(result.value)).toEqual(
        sorted(wanted.filter((one) => one.kind === 'workload' || one.addresses.length > 0)),
      );
      const after = result.value.split('\n').map((line) => line.replace(/\r$/, ''));
      let at = -1;
      // Nothing behind the last line end is no line.
      const unended = !estate.lastMark && lines.at(-1)?.text === '' ? -1 : lines.length;
      for (const { text: line, entry, part, filler } of lines.slice(0, unended)) {
        if (entry !== undefined && removed.has(entry)) continue;
        if (entry !== undefined && changed.has(entry) && part !== undefined && filler !== true)
          continue;
        at = after.indexOf(line, at + 1);
        expect({ line, kept: at >= 0 }).toEqual({ line, kept: true });
      }
      const marks = result.value.match(/\r?\n/g) ?? [];
      expect(marks.filter((mark) => mark !== estate.mark)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

function readBack(text: string): unknown {
  const { value, diagnostics } = readInventory({ name: 'i', text });
  const faults = diagnostics.filter(({ code }) => code !== 'inventory/no-addresses');
  expect(faults).toEqual([]);
  const range = (addresses: readonly { readonly text: string }[]): string[] =>
    addresses.map((one) => one.text);
  return sorted([
    ...(value?.workloads ?? []).map((one) => ({
      kind: 'workload' as const,
      id: one.id,
      labels: { ...one.labels },
      addresses: range(one.addresses),
    })),
    ...(value?.externals ?? []).map((one) => ({
      kind: 'external' as const,
      id: one.name,
      labels: {},
      addresses: range(one.addresses),
    })),
  ]);
}

function sorted(entries: readonly Entry[]): readonly Entry[] {
  return entries
    .map((entry) => ({ ...entry, addresses: entry.addresses.toSorted() }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
