/** The findings of a plan in words. */
import type { Catalogue } from '@aclift/diagnostics';
import type { FlowText, MoveDiagnostic, NotEditable } from './diagnostic.ts';

/** `10.1.10.11 → 198.51.100.7, tcp 443` */
export function flowWords({ from, service, to }: FlowText): string {
  return `${from} → ${to}, ${service}`;
}

const WHY: Readonly<Record<NotEditable, string>> = {
  'standard-list': 'it is a standard list, which knows no destinations and no ports',
  'selects-too': 'it also chooses traffic for something else (translation, routing, sessions)',
  translated: 'it stands outside of a static translation that is not plain to re-point',
  'not-a-list': 'it is no plain access list',
  unread: 'the line that applies it was not understood',
  'no-numbers': 'its entries have no numbers, and there is no command that gives them any',
  'refused-line':
    'it has a line further down that is equal to one that it needs further up, and devices keep one of the two',
  'too-many-lines': 'no few lines say what it lacks',
};

export const moveCatalogue: Catalogue<MoveDiagnostic> = {
  'move/exit-unknown': {
    severity: 'warning',
    message: (f) =>
      `Nobody said with which address the pods of ${f.workload} leave, so no list was opened for them: ${flowWords(f.example)} works today.`,
    help: () => 'Add exit to the workload or to the cluster, for example exit: node.',
  },
  'move/entry-unknown': {
    severity: 'warning',
    message: (f) =>
      `Nobody said where clients reach ${f.workload} in the cluster, so no list was opened for them: ${flowWords(f.example)} works today.`,
    help: () =>
      'Add entries to the workload; entries: [] says that nobody reaches it from outside.',
  },
  'move/path-unknown': {
    severity: 'warning',
    message: (f) =>
      f.kept
        ? `${f.address} stays an address of ${f.workload}, but nobody said at which interface it will attach; nothing was written for it.`
        : `No configuration tells where ${f.address}, an ${f.use} of ${f.workload}, attaches; nothing was written for it.`,
    help: () => 'Add it to paths, with the interface behind which the cluster stands.',
  },
  'move/shared-exit': {
    severity: 'note',
    message: (f) =>
      `${f.workload} leaves with ${f.addresses}, as others do: what is opened for it (${flowWords(f.example)}) is open to every pod without an egress policy, to pods in the network of their node, and to the nodes themselves.`,
    help: () => 'An egress gateway gives the workload an address of its own.',
  },
  'move/source-port-widened': {
    severity: 'note',
    message: (f) =>
      `In ${f.list}, "${f.text}" takes any source port where "${f.like}" names one: translation changes it.`,
  },
  'move/no-list-on-path': {
    severity: 'note',
    message: (f) =>
      `No list on the way to ${f.address} denies what is denied to ${f.workload} today (${flowWords(f.example)}), and no line would be like the one that does: the policies at its pods do it alone.`,
    help: () => 'Apply the policies of the wave before clients use the new addresses.',
  },
  'move/not-editable': {
    severity: 'warning',
    message: (f) =>
      `${f.filter} on ${f.device} was left as it is, because ${WHY[f.why]}.${f.breaks === undefined ? '' : ` As it is, ${flowWords(f.breaks)} does not pass.`}`,
    help: () => 'Change it by hand, and check the result with aclift trace.',
  },
  'move/conditional-line': {
    severity: 'warning',
    message: (f) =>
      `"${f.text}" of ${f.list} may be about ${f.workload} and depends on what no configuration tells; nothing was written for the new addresses in its place.`,
    help: () => 'Write the line for the new addresses by hand if it is needed.',
  },
  'move/still-permitted': {
    severity: 'warning',
    message: (f) =>
      `"${f.text}" of ${f.list} still permits ${f.addresses}, together with others: it opens whoever gets the address next.`,
    help: () => 'Narrow it, or keep the address unused.',
  },
  'move/same-segment': {
    severity: 'note',
    message: (f) =>
      `Neighbours in its segment reach ${f.workload} past every list today (${flowWords(f.example)}). On the way to its new addresses lists may stand, and no list was opened for that.`,
  },
  'move/two-waves': {
    severity: 'note',
    message: (f) =>
      `${f.first} and ${f.second} move in different waves: ${f.lines} ${f.lines === 1 ? 'line is' : 'lines are'} written for one wave and removed in another.`,
    help: () => 'Moving both in one wave saves them.',
  },
  'move/hairpin-identity-lost': {
    severity: 'warning',
    message: (f) =>
      `Pods of ${f.from} that connect to the entry of ${f.workload} are seen as a node there: a policy that names them denies them.`,
    help: () =>
      'Set externalTrafficPolicy: Local on the Service, or let them use its name inside the cluster.',
  },
};
