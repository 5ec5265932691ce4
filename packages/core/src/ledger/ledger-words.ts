/**
 * The sentences of the ledger: one for every reason and outcome that go together. The tables have to name each; there is
 * no sentence for "anything else".
 */
import { whySelected } from '@aclift/lists';
import { assertNever } from '@aclift/ir';
import {
  decided,
  doubtWords,
  openingWords,
  placeWords,
  podWords,
  wholeWords,
} from './ledger-parts.ts';
import type { LedgerCode, LedgerNote, LedgerReason, LedgerVerdict } from './ledger-reason.ts';
import { LIST_WORDS, type Table, type With } from './ledger-words-lists.ts';
import type { OutcomeName } from './outcome.ts';

/** The sentence of every reason. */
export const LEDGER_WORDS: Table<LedgerCode> = {
  ...LIST_WORDS,
  'no-opening': {
    'return-traffic': ({ action }) =>
      `it ${action === 'permit' ? 'permits' : 'denies'} TCP packets by flags that no opening has, and policies judge only the packet that opens a connection`,
  },
  'openings-above': {
    'return-traffic': () =>
      'lines above decide every packet that could open a connection here, so it decides only packets of open ones; policies judge the opening alone',
  },
  'link-local': {
    'same-segment': () =>
      'neighbour discovery and its like stay on one link (RFC 4861): no router forwards them, and clusters deal with them below their policies',
  },
  'answers-only': {
    'return-traffic': ({ opening, more, translated }) => {
      if (opening === undefined)
        return 'it matches answers only, never the packet that opens a connection';
      const what = opening.kind === 'entry' ? `what ${openingWords(opening)} permits` : undefined;
      const others = more === 0 ? '' : ` (and ${more} more)`;
      const chosen = translated === true ? ', for addresses that translation may choose' : '';
      return `it matches answers only, to ${what ?? openingWords(opening)}${others}${chosen}; policies allow answers by themselves`;
    },
  },
  'reply-without-opening': {
    'needs-decision': ({ seen }) =>
      ({
        'answers-only':
          'it matches answers only, and no list permits an opening that they could belong to',
        'source-port':
          'it looks like answers from a well-known port, but no list permits the opening in the other direction',
      })[seen],
  },
  'reply-ports': {
    'return-traffic': ({ opening }) =>
      `it lets the answers back to ${openingWords(opening)}; policies allow answers by themselves`,
    narrowed: () =>
      'another entry on the way lets only answers through here, and policies allow answers by themselves, so no rule opens it',
  },
  condition: {
    'needs-decision': (reason) =>
      `${holderWords(reason)}; held back until somebody decides what the condition is taken to do`,
    narrowed: (reason) =>
      reason.by.length === 0
        ? 'another entry on the way depends on something that no policy knows'
        : `${holderWords(reason)}; so the drafts hold it back`,
  },
  assumed: { narrowed: takenWords, widened: takenWords },
  'assumed-elsewhere': {
    narrowed: ({ by, more }) => {
      const named = by.map(
        (one) =>
          `${one.conditions.join(' and ')} of ${placeWords(one.place)} is taken to ${one.action === 'deny' ? 'match always' : 'match never'}`,
      );
      return `by decision ${named.join(', ')}${more > 0 ? ` and so are ${more} more` : ''}, which holds it back`;
    },
    widened: () =>
      'another entry on the way depends on a condition that was decided to be taken for granted',
  },
  'same-segment': {
    'same-segment': ({ crossing }) =>
      ({
        never: 'both ends sit in one segment, so these flows never cross the router',
        'to-the-router':
          'both ends sit in one segment, so of these flows the router sees only those to its own address there',
      })[crossing],
  },
  'no-path': {
    shadowed: ({ why }) =>
      ({
        'not-met': 'no flow that it matches passes where the list is bound',
        'not-translated':
          'nothing is translated from what it names, so no packet that it matches gets inside',
      })[why],
  },
  unmapped: {
    'needs-decision': () => 'no workload of the inventory has an address that it decides about',
  },
  transit: { unsupported: () => 'both ends stay outside the cluster, where no policy reaches' },
  protocol: {
    unsupported: ({ target }) => `a ${target} cannot say anything certain about its protocol`,
  },
  vip: {
    'needs-decision': (reason) =>
      reason.why === 'no-port'
        ? 'it is about a virtual address, and the inventory says no port of it that leads to pods here'
        : `it denies a virtual address of ${podWords(reason.pods)}, but the same flows may reach the pods in another way, and a policy cannot tell the two apart`,
    translated: ({ pods }) =>
      `followed to the pods of ${podWords(pods)} and their target ports, which the drafts allow`,
  },
  exact: {
    translated: ({ by }) =>
      ({
        rules: 'the drafts allow exactly what it permits',
        'no-isolation': 'nothing is isolated against what it permits, so no rule is needed',
      })[by],
  },
  'deny-rule': { translated: () => 'a deny rule says the same' },
  'default-deny': {
    translated: (reason) => {
      switch (reason.by) {
        case 'isolation':
          return 'the drafts allow none of it, so isolation carries it';
        case 'no-port':
          return 'no port of the virtual address that it denies leads to pods, so nothing opens it';
        case 'pods':
          return `followed to the pods of ${podWords(reason.pods)}; the drafts allow none of it, so isolation carries it`;
        default:
          return assertNever(reason);
      }
    },
  },
  'device-traffic': {
    translated: () =>
      'the drafts do what it says to all others; for addresses of the routers themselves, which meet no outbound list, they do it too',
  },
  unexplained: {
    narrowed: () => 'the drafts hold back some of it and nothing explains why: please report this',
    widened: () => 'the drafts let through some of what it decides otherwise: please report this',
  },
  granted: {
    widened: ({ action, together, decidedBy }) =>
      `it ${action === 'permit' ? 'covers' : 'holds back'} only some addresses of ${wholeWords(together)}; granted to all of them ${decided(decidedBy)}`,
  },
  'way-unknown': {
    'needs-decision': ({ places, port }) => {
      const named = places.length === 0 ? 'filters' : places.join(', ');
      return port
        ? `nothing says which hosts are behind ${named}, so the drafts hold back what the list there may hold back; say it with --behind`
        : `what it decides may pass ${named} or go another way, so the drafts hold back what some way holds back; say which interfaces carry nothing (--unused) or where the rest of the world is (--upstream)`;
    },
  },
  'filter-unknown': {
    narrowed: () => 'a filter on the way could not be read, so the drafts hold back what it might',
  },
  'partial-coverage': {
    'needs-decision': ({ together }) =>
      `it covers only some addresses of ${wholeWords(together)}, and ${wordWords(together)} means them all; withheld until decided`,
  },
  'other-family': {
    'needs-decision': ({ other }) =>
      `the ${other} lists hold back what it permits between the same workloads, and a label means the addresses of both families; withheld until the lists of both say the same`,
  },
  'layer-7': {
    narrowed: () =>
      'the inventory asks for it: a rule lets its connections open and only the HTTP requests that the inventory lists pass',
  },
  'dns-names': {
    narrowed: () =>
      'the inventory has DNS names for its addresses, and the drafts open to what the names lead to',
  },
  split: {
    narrowed: ({ together, decidedBy }) =>
      `it covers only some addresses of ${wholeWords(together)}; withheld until a label tells them apart, ${decided(decidedBy)}`,
  },
  withheld: {
    narrowed: ({ together, decidedBy }) =>
      `it covers only some addresses of ${wholeWords(together)}, and ${wordWords(together)} means them all; withheld ${decided(decidedBy)}`,
  },
  'source-port': {
    narrowed: () =>
      'it depends on the source port, which no policy knows, so it grants nothing; --client-ports ephemeral takes clients to use ports from 1024',
  },
  'icmp-code': { narrowed: ({ target }) => `a ${target} knows ICMP types but no codes` },
  'unseen-traffic': { narrowed: () => 'strict drafts allow only what some list permits' },
  'permits-everything': {
    translated: ({ does }) => `it lets everything through that reaches it; ${reasonWords(does)}`,
  },
};

/** Every code with the outcomes that it may come with, in the order of the table. */
export function ledgerCodes(): readonly (readonly [LedgerCode, readonly OutcomeName[]])[] {
  return Object.entries(LEDGER_WORDS).map(([code, sentences]) => [
    code as LedgerCode,
    Object.keys(sentences) as OutcomeName[],
  ]);
}

/** The sentence of a reason. */
function reasonWords(reason: LedgerReason): string {
  // Code and outcome pick the sentence that takes exactly this member.
  const sentences = LEDGER_WORDS[reason.reason] as Record<string, (reason: LedgerReason) => string>;
  const sentence = sentences[reason.outcome];
  if (sentence === undefined) throw new Error(`no words for ${reason.reason} ${reason.outcome}`);
  return sentence(reason);
}

/** The cause in a sentence, with what is to be added. */
export function verdictWords(verdict: LedgerVerdict): string {
  return [reasonWords(verdict), ...(verdict.notes ?? []).map(noteWords)].join('; ');
}

function noteWords(note: LedgerNote): string {
  switch (note.kind) {
    case 'selects':
      return `that is so of the list as a filter, but leave the line where it is: ${whySelected(note.uses)}`;
    case 'reflects':
      return note.at.length === 0
        ? `nothing evaluates ${note.name}, so answers may not come back today`
        : `${note.at.map(placeWords).join(', ')} lets the answers back (evaluate ${note.name})`;
    case 'unanswered':
      return `it does not work today: list ${note.list} on ${note.interface} drops every answer`;
    default:
      return assertNever(note);
  }
}

function wordWords(together: 'workload' | 'workload-or-nodes'): string {
  return { workload: 'a label', 'workload-or-nodes': 'a label or an entity' }[together];
}

function holderWords({ by, more }: With<'condition', 'narrowed'>): string {
  const named = by.map(({ place, action, doubt }) => {
    const may = action === 'deny' ? 'may deny it' : 'may not permit it';
    return `${placeWords(place)} ${doubtWords(doubt)}, and ${may}`;
  });
  return [...named, ...(more > 0 ? [`so do ${more} more lines`] : [])].join('; ');
}

function takenWords({ taken }: With<'assumed', 'narrowed'>): string {
  const what = taken.map(
    ({ condition, assume, decidedBy }) =>
      `${condition} is taken to ${assume === 'never' ? 'match never' : 'match always'}${decidedBy === '' ? '' : ` (${decidedBy})`}`,
  );
  return `by decision ${what.join(', ')}`;
}
