/** Where a draft comes from, in comments and annotations: the lists, the lines, and what is not from any list. */
import type { PolicyObject, Provenance } from '@aclift/policy';
import type { Draft } from '../draft/draft.ts';
import type { Behind, EntryRef } from './trail.ts';
import type { Unquoted } from './unquoted.ts';
import type { Sources } from '@aclift/diagnostics';

/** Most lines quoted above one rule; the report has them all. */
const MAX_QUOTED = 8;

/** Comments for the top of a draft and above each of its rules. `behind` runs parallel to the draft's rules. */
export function provenanceOf(
  draft: Draft,
  behind: readonly Behind[],
  sources: Sources,
  namesNeedLookup: string | undefined,
): Provenance {
  if (draft.origin === 'addresses') {
    const from = draft.object.metadata.annotations?.['aclift/addresses'] ?? '';
    const lines = [`Draft made by aclift: outside addresses that policies name, from ${from}.`];
    return [{ path: [], lines }];
  }
  const { oneOf } = draft.subject ?? {};
  const chosen = oneOf?.everyValue === true ? [leftOut(oneOf.key)] : [];
  if (draft.origin === 'dns' && draft.rules.length > 0) {
    const lines = [
      `Draft made by aclift, not from an access list: lets ${draft.workloads.join(', ')} look up names at the`,
      'resolver of the cluster, which isolation would end. Remove it if its pods look up none.',
      ...(draft.namespace === undefined
        ? ['It is for the whole cluster: pods with these labels in other namespaces are meant too.']
        : []),
      ...chosen,
    ];
    return [{ path: [], lines }];
  }
  if (draft.origin === 'dns') {
    const lines = [
      `Draft made by aclift, not from an access list: lets ${draft.workloads.join(', ')} look up names,`,
      ...(namesNeedLookup === undefined ? [] : [namesNeedLookup]),
    ];
    return [{ path: [], lines }];
  }
  const top =
    draft.origin === 'access-list'
      ? [
          `Draft made by aclift from access lists: ${draft.isolates.length > 0 ? `isolates ${draft.isolates.join(' and ')} of` : 'isolates nothing, denies for'} ${draft.workloads.join(', ')}.`,
        ]
      : [
          `Draft made by aclift, not from an access list: keeps what ${draft.workloads.join(', ')} exchanges inside its`,
          'segment today, where no router and so no list sees it. Remove it if that should end.',
        ];
  const wide =
    draft.namespace === undefined
      ? ['It is for the whole cluster: pods with these labels in other namespaces are meant too.']
      : [];
  return [
    { path: [], lines: [...top, ...wide, ...chosen] },
    ...draft.rules.map(({ listed, path }, i) => ({
      path,
      lines: [
        ...(draft.origin === 'same-segment'
          ? ['same segment: no list sees these flows']
          : quoted(behind[i] ?? NOBODY, sources)),
        ...[...new Set(listed)].map(leftOut),
      ],
    })),
  ];
}

/** What a list of values says and does not say. */
function leftOut(key: string): string {
  return `"${key}" is listed with every value that it has there today: a pod with another value is left out.`;
}

const NOBODY: Behind = { entries: [], unquoted: [] };

function quoted({ entries, unquoted }: Behind, sources: Sources): readonly string[] {
  const lines = entries.flatMap(({ list, rule }) => {
    const entry = list.rules[rule]?.entry;
    if (entry === undefined) return [];
    const { source } = list.device;
    return [`${source}:${sources.line(source, entry.span)}  ${sources.text(source, entry.span)}`];
  });
  const more = lines.length - MAX_QUOTED;
  return [
    ...lines.slice(0, MAX_QUOTED),
    ...(more > 0 ? [`and ${more} more lines, see report.json`] : []),
    ...unquoted.map(unquotedText),
  ];
}

/** Most ends named in one line. */
const MAX_PEERS = 6;

function unquotedText({ except, inPart, kind, peers }: Unquoted): string {
  const flows = inPart ? 'some of these flows' : 'these flows';
  const text =
    kind === 'unfiltered'
      ? `no list filters ${flows} today`
      : `no line names ${flows}, and the filters on their way let them through`;
  const more = peers.length - MAX_PEERS;
  const named = peers.slice(0, MAX_PEERS).join(', ');
  const all = `${named}${more > 0 ? ` and ${more} more` : ''}`;
  return peers.length === 0 ? text : except ? `${text}, but for ${all}` : `${text}: ${all}`;
}

/** The draft's object with an annotation that names the lists and lines behind it. */
export function annotated(
  draft: Draft,
  refs: readonly (readonly EntryRef[])[],
  sources: Sources,
): PolicyObject {
  const byList = new Map<string, Set<number>>();
  for (const { list, rule } of refs.flat()) {
    const entry = list.rules[rule]?.entry;
    if (entry === undefined) continue;
    const key = `${list.device.source} ${list.acl.name}`;
    byList.set(
      key,
      (byList.get(key) ?? new Set()).add(sources.line(list.device.source, entry.span)),
    );
  }
  if (byList.size === 0) return draft.object;
  const text = [...byList]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, lines]) => `${name}: ${ranges([...lines].toSorted((a, b) => a - b))}`)
    .join('; ');
  const { object } = draft;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { ...object.metadata.annotations, 'aclift/access-lists': text },
    },
  };
}

/** `12-15, 18` for 12, 13, 14, 15, 18. */
function ranges(lines: readonly number[]): string {
  const out: { from: number; to: number }[] = [];
  for (const line of lines) {
    const last = out.at(-1);
    if (last !== undefined && last.to + 1 === line) last.to = line;
    else out.push({ from: line, to: line });
  }
  return out.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
