/** The only wording of what the list analyser has to say. */
import type { Catalogue } from '@aclift/diagnostics';
import type { ReferenceUse } from '@aclift/ir';
import { whySelected } from '@aclift/lists';
import type { LintDiagnostic } from './lint-diagnostic.ts';

/** The wording of every code. */
export const lintCatalogue: Catalogue<LintDiagnostic> = {
  'lint/shadowed': {
    severity: 'warning',
    message: ({ action, causes, list, mixed }) =>
      `This line of "${list}" never decides a packet: ${above(causes)} ${causes === 1 ? 'decides' : 'together decide'} all it matches, and ${mixed ? `${action} most of it` : 'in the same way'}.`,
    help: ({ action, mixed }) =>
      mixed
        ? `Remove the line: nothing changes. If it was meant to ${action} what the lines above do not, move it up.`
        : 'Remove the line: nothing changes.',
  },
  'lint/shadowed-by-opposite': {
    severity: 'error',
    message: ({ list, action, causes }) =>
      `This line of "${list}" never ${action === 'permit' ? 'permits' : 'denies'} a packet: ${above(causes)} ${causes === 1 ? 'takes' : 'together take'} all it matches, and ${causes === 0 ? 'much' : 'most'} of it ${causes === 0 ? 'may be' : 'is'} ${action === 'permit' ? 'denied' : 'permitted'}.`,
    help: ({ action }) =>
      `If packets were meant to be ${action === 'permit' ? 'permitted' : 'denied'} here, move the line up; else remove it.`,
  },
  'lint/redundant': {
    severity: 'warning',
    message: ({ list, causes, implied }) =>
      `"${list}" does the same without this line: ${below(causes, implied)} all it decides, and in the same way.`,
    help: ({ logs }) =>
      logs
        ? 'Remove the line if the log may change: lines that log and lines that do not are not the same to whoever reads it.'
        : 'Remove the line, or check whether the lines below are meant to be so wide.',
  },
  'lint/needless-deny': {
    severity: 'note',
    message: ({ list }) =>
      `"${list}" denies the same packets without this line: no permit below matches what it denies.`,
    help: ({ logs }) =>
      logs
        ? 'It may stand for its log messages.'
        : 'Remove the line, or keep it as a guard against later permits.',
  },
  'lint/matches-nothing': {
    severity: 'warning',
    message: ({ list }) => `No packet can match this line of "${list}".`,
    help: () => 'Check its ports and object-groups: one of them is empty.',
  },
  'lint/partly-shadowed': {
    severity: 'note',
    message: ({ list, action, left }) =>
      `Lines above take some of what this line of "${list}" matches, and ${action === 'permit' ? 'deny' : 'permit'} it; the order of the lines matters.${left.length === 0 ? '' : ` Left for it: ${left.join('; ')}.`}`,
    help: () => 'Check that the lines above are the exceptions that are meant.',
  },
  'lint/not-a-filter': {
    severity: 'note',
    message: ({ commands, list, uses }) =>
      `"${list}" filters no interface; it ${usesText(uses, commands)} only.`,
  },
  'lint/left-alone': {
    severity: 'note',
    message: ({ lines: count, list, uses }) =>
      `${count === 1 ? 'A line' : `${count} lines`} of "${list}" would be needless if the list only filtered. Nothing is said of ${count === 1 ? 'it' : 'them'}, because ${whySelected(uses)}.`,
    help: () =>
      '--fix leaves such a list as it is. Change it only together with whatever it must agree with.',
  },
  'lint/replaced-binding': {
    severity: 'warning',
    message: ({ by, direction, interface: via, line, list }) =>
      `"${list}" filters nothing on ${via} ${direction}: it is bound at line ${line}, and line ${by} binds another list there, which replaces it.`,
    help: () => 'An interface has one list for each direction. Join the lists, or remove the line.',
  },
  'lint/bound-while-shut-down': {
    severity: 'note',
    message: ({ list, interfaces }) =>
      `"${list}" is bound only where the interface is shut down (${interfaces.join(', ')}).`,
    help: () => 'It filters nothing until an interface comes up.',
  },
  'lint/permits-everything': {
    severity: 'warning',
    message: ({ list }) =>
      `This line of "${list}" permits every packet, and no line above denies any.`,
    help: () => 'A list that lets everything pass filters nothing; name what is meant to pass.',
  },
  'lint/open-end': {
    severity: 'note',
    message: ({ list, denied }) =>
      `"${list}" permits whatever ${denied === 1 ? 'its one deny' : `its ${denied} denies`} above do${denied === 1 ? 'es' : ''} not name.`,
    help: () => 'What nobody thought of passes; name what is meant to pass if that is not wanted.',
  },
  'lint/wide-administration': {
    severity: 'warning',
    message: ({ list, services }) =>
      `This line of "${list}" opens ${services.join(', ')} to a very wide set of sources.`,
    help: () => 'Name the networks that administer these machines.',
  },
  'lint/cleartext-service': {
    severity: 'note',
    message: ({ list, services }) =>
      `This line of "${list}" opens ${services.join(', ')}, which sends what it carries unencrypted.`,
    help: () => 'Close it where an encrypted service does the same.',
  },
  'lint/source-port-permit': {
    severity: 'warning',
    message: ({ list }) =>
      `This line of "${list}" permits every destination port to whoever sends from the port it names.`,
    help: () =>
      'The sender chooses the source port. For answers add "established" to a TCP line, or name the ports that they go to.',
  },
  'lint/whole-private-range': {
    severity: 'note',
    message: ({ list, ranges }) =>
      `This line of "${list}" permits the whole of ${ranges.join(', ')} at one end, and everything at the other.`,
    help: () => 'Name the networks that are in use.',
  },
  'lint/remark-contradicts': {
    severity: 'warning',
    message: ({ list, says, does }) =>
      `This remark in "${list}" says ${says}, and the lines below it ${does}.`,
    help: () => 'Correct the remark, or the lines.',
  },
  'lint/source-behind-other-interface': {
    severity: 'warning',
    message: ({ list, interfaces }) =>
      `"${list}" filters what arrives on ${interfaces.join(', ')}, and this source is attached to another interface.`,
    help: () =>
      'Source and destination are perhaps swapped, or the list is meant for the other direction.',
  },
  'lint/expired-time-range': {
    severity: 'warning',
    message: ({ list, range, end }) =>
      `Time range "${range}" ended on ${end}: this line of "${list}" never matches again.`,
    help: () => 'Remove the line and the time range, or extend it.',
  },
  'lint/one-way-permit': {
    severity: 'warning',
    message: ({ interface: via, list, other }) =>
      `This line of "${list}" opens connections that never get an answer: "${other}", bound to ${via} in the other direction, drops every reply.`,
    help: ({ other }) =>
      `Permit the replies in "${other}" (for TCP, "established" towards the source), or remove the line.`,
  },
  'lint/no-neighbour-discovery': {
    severity: 'error',
    message: ({ list, messages }) =>
      `"${list}" lets no ${messages.join(' and no ')} through: hosts and routers behind it cannot find each other.`,
    help: () =>
      'Put "permit icmp any any nd-ns" and "permit icmp any any nd-na" above the line; IPv6 lists add them by themselves only at their end.',
  },
  'lint/stale-suppression': {
    severity: 'note',
    message: ({ codes }) => `This accepts ${codes.join(', ')}, and there is no such finding here.`,
    help: () =>
      'Remove it, or correct the code: what is accepted for nothing may hide the next finding.',
  },
  'lint/mergeable': {
    severity: 'note',
    message: ({ list, others }) =>
      `This line of "${list}" and ${others === 1 ? 'one' : others} below can be one line.`,
  },
  'lint/unhit': {
    severity: 'note',
    message: ({ list }) =>
      `No packet has been counted on this line of "${list}": it opens what nobody has used.`,
    help: () => 'Ask how long the device has counted, and remove the line if that is long enough.',
  },
  'lint/unhit-list': {
    severity: 'note',
    message: ({ list, lines: all }) =>
      `No packet has been counted on ${all === 1 ? 'the only line' : `any of the ${all} lines`} of "${list}".`,
    help: () =>
      'Check that traffic passes where it is bound, and that the device counts what its hardware forwards.',
  },
  'lint/hits-on-dead-line': {
    severity: 'warning',
    message: ({ list, hits }) =>
      `The device has counted ${hits} packets on this line of "${list}", and no packet can get there.`,
    help: () =>
      'The counters are older than the lines above, or the device runs another list: compare them, or clear the counters.',
  },
  'lint/counters-differ': {
    severity: 'warning',
    message: ({ extra, list, missing }) =>
      `The counters are of another "${list}": it has ${lines(missing)} without counters, and they have ${lines(extra)} that it has not.`,
    help: () =>
      'Take configuration and counters at the same time. Nothing is said about the hits of this list.',
  },
  'lint/hit-order': {
    severity: 'note',
    message: ({ after, before, list }) =>
      `Counted packets are compared with ${before} lines of "${list}" on average; with ${after} in another order, which decides every packet alike.`,
    help: () => 'Worth it where the device looks lists up in software.',
  },
  'lint/too-tangled': {
    severity: 'warning',
    message: ({ list, limit }) =>
      `"${list}" is too tangled to be analysed exactly within ${limit} diagram nodes; nothing is said about its lines.`,
    help: () => 'Split the list, or take out what is not needed.',
  },
};

/** `selects packets for nat and filters sessions to the device`. */
function usesText(uses: readonly ReferenceUse[], commands: readonly string[]): string {
  const selects = uses.filter((use) => use !== 'other' && use !== 'device-access');
  return [
    ...(selects.length === 0 ? [] : [`selects packets for ${selects.join(', ')}`]),
    ...(uses.includes('device-access') ? ['filters sessions to the device'] : []),
    ...(commands.length === 0 ? [] : [`is used by ${commands.map((c) => `"${c}"`).join(', ')}`]),
  ].join(' and ');
}

function below(causes: number, implied: boolean): string {
  const added = 'the permits of neighbour discovery that end every IPv6 list';
  if (!implied && causes === 0) return 'lines below together decide';
  if (!implied) return `${lines(causes)} below ${causes === 1 ? 'decides' : 'together decide'}`;
  return causes === 0 ? `${added} decide` : `${lines(causes)} below and ${added} together decide`;
}

/** No number: which lines they are would take too long to work out. */
function above(causes: number): string {
  return causes === 0 ? 'lines above' : `${lines(causes)} above`;
}

function lines(count: number): string {
  if (count === 0) return 'no line';
  return count === 1 ? 'a line' : `${count} lines`;
}
