/** One line, one flow, one answer: what the commands say of small random networks never contradicts itself. */
import type { ReportedEntry } from '@aclift/core';
import type { TraceReport } from '@aclift/insight';
import { parseIpv4 } from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { answersOf, type Answers, type JudgedTwice } from './testing/network/answers-of.ts';
import { flowsOf } from './testing/network/flows.ts';
import { showFlow } from './testing/network/judge.ts';
import type { NetworkData } from './testing/network/network-data.ts';
import { randomNetwork } from './testing/network/random-network.ts';
import { featuresOf } from './testing/network/run-oracle.ts';

/** More networks and another seed can be had by the environment; these take a few seconds. */
const FIRST = Number(process.env['FC_SEED'] ?? 7100);
const SEEDS = Array.from({ length: Number(process.env['NETWORKS'] ?? 14) }, (_, at) => FIRST + at);
const FLOWS = 10;

interface Judged {
  readonly network: NetworkData;
  readonly answers: Answers;
}

const judged: readonly Judged[] = SEEDS.map((seed) => {
  const network = randomNetwork(seed, featuresOf(seed));
  return { network, answers: answersOf(network, flowsOf(network, seed, FLOWS)) };
});

/** Everything that a rule finds wrong, each in a sentence. */
function faults(of: (answers: Answers) => readonly string[]): readonly string[] {
  return judged.flatMap(({ answers, network }) =>
    of(answers).map((fault) => `${network.label}: ${fault}`),
  );
}

/** The same for each flow. */
function flowFaults(
  of: (flow: JudgedTwice, answers: Answers) => readonly string[],
): readonly string[] {
  return faults((answers) =>
    answers.flows.flatMap((one) =>
      of(one, answers).map((fault) => `${showFlow(one.flow)}: ${fault}`),
    ),
  );
}

function placeOf({ file, line }: ReportedEntry): string {
  return `${file}:${line ?? 'end'}`;
}

/** Entries that decide the opening, in filters that see it for certain or perhaps. */
function deciding({ today }: TraceReport): readonly string[] {
  return today.opening.filters.flatMap(({ lists }) =>
    lists.flatMap(({ entry }) => (entry === null ? [] : [placeOf(entry)])),
  );
}

const passes = ({ today: { opening } }: TraceReport): boolean =>
  opening.verdict === 'permit' || opening.verdict === 'unfiltered';

describe('a line', () => {
  test('is spare in the ledger exactly where the analyser finds it so', () => {
    const spare = new Set(['shadowed', 'redundant', 'matches-nothing']);
    const found = faults(({ linted, migrated }) => {
      const standings = new Map(
        linted.lists.flatMap(({ source, standings: all }) =>
          (all ?? []).map(({ line, standing }) => [`${source}:${line}`, standing] as const),
        ),
      );
      return migrated.ledger.entries
        .filter(({ outcome }) => !['unbound', 'not-a-filter', 'unparsed'].includes(outcome))
        .flatMap(({ file, line, reason }) => {
          const standing = standings.get(`${file}:${line}`) ?? 'live';
          // Of lists that choose for something else the analyser says nothing, and the ledger says why to leave the line.
          if (standing === 'selects') return [];
          const said = spare.has(reason) ? reason : 'used';
          const want = spare.has(standing) ? standing : 'used';
          // Lines that the reader has already refused are no lines of the list.
          const refused = reason.startsWith('duplicate') || reason.startsWith('deleted');
          return said === want || refused
            ? []
            : [`${file}:${line} is ${said} in the ledger, ${want} for lint`];
        });
    });
    expect(found).toEqual([]);
  });

  test('that never decides anything by the ledger decides no flow', () => {
    const found = flowFaults(({ traced }, { migrated }) => {
      const dead = new Map(
        migrated.ledger.entries
          .filter(({ outcome }) => ['shadowed', 'unbound', 'not-a-filter'].includes(outcome))
          .map((entry) => [`${entry.file}:${entry.line}`, entry.reason]),
      );
      return deciding(traced)
        .filter((place) => dead.has(place))
        .map((place) => `${place} decides it and is ${dead.get(place)}`);
    });
    expect(found).toEqual([]);
  });
});

describe('a flow', () => {
  test('has the same verdicts in a trace and in a replay', () => {
    const found = flowFaults(({ replayed, traced }) => {
      const a = [traced.today.opening.verdict, traced.cluster.verdict, traced.agree].join(', ');
      const b = [replayed.acl, replayed.policy, replayed.agree].join(', ');
      return a === b ? [] : [`trace says ${a}, replay ${b}`];
    });
    expect(found).toEqual([]);
  });

  test('counts for the entries that the trace names', () => {
    const found = flowFaults(({ counted, traced }) =>
      deciding(traced)
        .filter((place) => !place.endsWith(':end') && !counted.has(place))
        .map((place) => `${place} decides it and is not counted`),
    );
    expect(found).toEqual([]);
  });

  test('that the drafts treat otherwise is among the differences of the proof', () => {
    const found = flowFaults(({ traced }, { migrated }) => {
      if (traced.agree !== false) return [];
      const kind = passes(traced) ? 'narrowed' : 'widened';
      const told = migrated.proof.differences.some(
        (one) => one.kind === kind && one.because === traced.because,
      );
      return told ? [] : [`${kind} because of ${traced.because}, and the proof has no such thing`];
    });
    expect(found).toEqual([]);
  });

  test('of lines that the drafts carry exactly is allowed by them', () => {
    const found = flowFaults(({ traced }, { migrated }) => {
      if (traced.agree !== false || !passes(traced)) return [];
      const outcomes = new Map(
        migrated.ledger.entries.map((one) => [`${one.file}:${one.line}`, one.reason]),
      );
      const lines = deciding(traced);
      const exact = lines.length > 0 && lines.every((place) => outcomes.get(place) === 'exact');
      return exact ? [`${lines.join(' and ')} are exact, and the drafts hold it back`] : [];
    });
    expect(found).toEqual([]);
  });
});

/** Comments above each rule of a draft, by file and path. */
function commentsOf({ drafts }: Answers): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [path, text] of drafts) {
    let direction = '';
    let at = 0;
    let comments: string[] = [];
    for (const line of text.split('\n')) {
      const header = /^ {2}(ingress|egress):/.exec(line);
      if (header !== null) [direction, at] = [header[1] ?? '', 0];
      if (line.startsWith('    # ')) comments.push(line.slice(6));
      else {
        if (line.startsWith('    - ') && direction !== '') {
          found.set(`${path} spec.${direction}[${at}]`, comments);
          at += 1;
        }
        comments = [];
      }
    }
  }
  return found;
}

/** Whether a list of ends in words holds an end. */
function holdsEnd(words: string, name: string | null, address: string): boolean {
  const value = parseIpv4(address) ?? -1;
  return words.split(', ').some((word) => {
    if (word === name) return true;
    const [, base = '', length, to] = /^([\d.]+)(?:\/(\d+)|-([\d.]+))?$/.exec(word) ?? [];
    const from = parseIpv4(base);
    if (from === undefined) return false;
    const last =
      to === undefined ? from + 2 ** (32 - Number(length ?? 32)) - 1 : (parseIpv4(to) ?? -1);
    return from <= value && value <= last;
  });
}

/** Whether a comment says of a flow with this other end that no line names it. @param cut what is said where the ends are too many to name. */
function saysNothingFilters(
  comment: string,
  { address, name }: TraceReport['from'],
  cut: boolean,
): boolean {
  const match =
    /^(?:no list filters (?:some of )?these flows today|no line names (?:some of )?these flows, and .* let them through|same segment: no list sees these flows)(?:(: |, but for )(.*?)(?: and \d+ more)?)?$/.exec(
      comment,
    );
  if (match === null) return false;
  const [, how, words = ''] = match;
  if (/ and \d+ more$/.test(comment)) return cut;
  if (how === undefined) return true;
  return (how === ': ') === holdsEnd(words, name, address);
}

/** What routers send themselves is no matter of lines. */
function isOfRouters({ from, to }: TraceReport): boolean {
  return [from, to].some(({ place }) => place?.includes(' itself') === true);
}

describe('a comment above a rule', () => {
  const sides = [
    ['egress', 'to'],
    ['ingress', 'from'],
  ] as const;

  test('names what permits each flow of the rule today: a line, or that nothing filters it', () => {
    let asked = 0;
    const found = flowFaults(({ traced }, answers) => {
      if (!passes(traced)) return [];
      if (isOfRouters(traced)) return [];
      const comments = commentsOf(answers);
      const lines = deciding(traced);
      return sides.flatMap(([direction, end]) => {
        const side = traced.cluster[direction];
        if (side.verdict !== 'allowed') return [];
        const { file, path } = side.rule;
        const above = comments.get(`${file} ${path}`);
        if (above === undefined || file.endsWith('cluster-dns.yaml')) return [];
        asked += 1;
        const quoted = above.some(
          (one) =>
            lines.some((place) => one.startsWith(`${place} `)) || / more lines, see/.test(one),
        );
        const told = above.some((one) => saysNothingFilters(one, traced[end], true));
        return quoted || told ? [] : [`${file} ${path} does not say why: ${above.join(' | ')}`];
      });
    });
    expect(found).toEqual([]);
    expect(asked).toBeGreaterThan(5);
  });

  test('claims for no flow that nothing filters it where a list does', () => {
    const found = flowFaults(({ traced }, answers) => {
      if (isOfRouters(traced)) return [];
      // A list that is not defined or empty filters nothing.
      if (traced.today.opening.filters.every(({ verdict }) => verdict === 'unfiltered')) return [];
      const comments = commentsOf(answers);
      return sides.flatMap(([direction, end]) => {
        const side = traced.cluster[direction];
        if (side.verdict !== 'allowed') return [];
        const above = comments.get(`${side.rule.file} ${side.rule.path}`) ?? [];
        return above
          .filter((one) => /^(?:no list filters these|same segment)/.test(one))
          .filter((one) => saysNothingFilters(one, traced[end], false))
          .map((one) => `${side.rule.file} ${side.rule.path} says "${one}"`);
      });
    });
    expect(found).toEqual([]);
  });
});
