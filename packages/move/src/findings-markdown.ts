/** The findings of a wave for people: those of a kind together, what asks for a decision first. */
import { type ExplainedDiagnostic, printable } from '@aclift/diagnostics';
import { flowWords } from './catalogue.ts';
import type { FlowText, MoveDiagnostic } from './diagnostic.ts';

type Code = MoveDiagnostic['code'];

/** How several findings of a kind are told: a sentence, and a few words for each. */
interface Together {
  readonly head: string;
  readonly each: (facts: Facts) => string;
}

/** The facts that several kinds have. */
interface Facts {
  readonly workload?: string;
  readonly example?: FlowText;
  readonly list?: string;
  readonly text?: string;
  readonly addresses?: string;
  readonly address?: string;
}

const about = ({ example, workload }: Facts): string =>
  `${code(workload ?? '')}${example === undefined ? '' : `, as ${flowWords(example)}`}`;

/** Kinds of which there are often many. */
const TOGETHER: Partial<Readonly<Record<Code, Together>>> = {
  'move/still-permitted': {
    head: 'These lines still permit old addresses together with others, and open whoever gets the address next. Narrow them, or keep the addresses unused.',
    each: ({ addresses, list, text }) =>
      `${code(list ?? '')}: ${code(text ?? '')} (${printable(addresses ?? '')})`,
  },
  'move/conditional-line': {
    head: 'These lines depend on what no configuration tells, and nothing was written for the new addresses in their place. Write it by hand where it is needed.',
    each: ({ list, text, workload }) =>
      `${code(list ?? '')}: ${code(text ?? '')}, about ${code(workload ?? '')}`,
  },
  'move/exit-unknown': {
    head: 'Nobody said with which address the pods of these leave, so no list was opened for them. Add `exit` to the workload or to the cluster.',
    each: about,
  },
  'move/entry-unknown': {
    head: 'Nobody said where clients reach these in the cluster, so no list was opened for them. Add `entries` to the workload.',
    each: about,
  },
  'move/shared-exit': {
    head: 'These leave with addresses that others leave with too: what is opened for them is open to every pod without an egress policy, to pods in the network of their node, and to the nodes themselves. An egress gateway gives a workload an address of its own.',
    each: ({ addresses, example, workload }) =>
      `${code(workload ?? '')} with ${printable(addresses ?? '')}${example === undefined ? '' : `, as ${flowWords(example)}`}`,
  },
  'move/same-segment': {
    head: 'Neighbours in their segment reach these past every list today. On the way to the new addresses lists may stand, and none was opened for that.',
    each: about,
  },
  'move/no-list-on-path': {
    head: 'No list on the way to these denies what is denied to them today: the policies at their pods do it alone. Apply the policies of the wave before clients use the new addresses.',
    each: ({ address, example, workload }) =>
      `${code(workload ?? '')} at ${printable(address ?? '')}${example === undefined ? '' : `, as ${flowWords(example)}`}`,
  },
};

/** Lines below a heading each for what needs a decision and what to know; nothing for no findings. */
export function findingLines(findings: readonly ExplainedDiagnostic[]): readonly string[] {
  const part = (title: string, some: readonly ExplainedDiagnostic[]): readonly string[] =>
    some.length === 0 ? [] : [`### ${title}`, '', ...grouped(some), ''];
  return [
    ...part(
      'To be decided',
      findings.filter(({ severity }) => severity !== 'note'),
    ),
    ...part(
      'To be known',
      findings.filter(({ severity }) => severity === 'note'),
    ),
  ];
}

function grouped(findings: readonly ExplainedDiagnostic[]): readonly string[] {
  const groups = Map.groupBy(findings, (one) => one.code);
  return [...groups].flatMap(([id, members]) => {
    const together = TOGETHER[id as Code];
    if (together === undefined || members.length === 1) {
      return members.map(
        ({ help, message }) =>
          `- ${printable(message)}${help === undefined ? '' : ` ${printable(help)}`} (\`${id}\`)`,
      );
    }
    return [
      `- ${together.head} (\`${id}\`)`,
      ...members.map(({ facts }) => `  - ${together.each(facts as Facts)}`),
    ];
  });
}

function code(text: string): string {
  return `\`${printable(text)
    .replaceAll('`', "'")
    .replaceAll('|', String.raw`\|`)}\``;
}
