/** `interface NAME` and `interface range …`: which interfaces the lines below are for. */
import { afterWords, firstWords } from '@aclift/dialect-kit';
import { storedName } from '../names/interface-names.ts';
import type { HeaderContext } from './list-headers.ts';
import type { Opened } from './opened.ts';

/** More interfaces than a stack of switches has; a range of more is no range. */
const MOST = 512;

// interface GigabitEthernet0/1   interface GigabitEthernet 0/1   interface ATM0.1 point-to-point
//           ^^^^^^^^^^^^^^^^^^
export function interfaceHeader(context: HeaderContext): Opened {
  const { command, shift, negated, device, report } = context;
  const [first = '', second = '', third = ''] = firstWords(command.text, shift, 3);
  if (first === '') {
    report.add('ios/incomplete-line', command.after, { expected: 'name' });
    return { fate: 'diagnostic', open: { kind: 'other' } };
  }
  if (isRangeWord(first)) return rangeHeader(context);
  // Typed text may part the number from the kind.
  const parted = /^\d/.test(second) && !/\d/.test(first);
  const name = parted ? first + second : first;
  const behind = parted ? third : second;
  // GigabitEthernet0/1-4   GigabitEthernet0/1 - 4   Gi0/1, Gi0/2
  if (/,|\d-/.test(name) || /^[-,]/.test(behind)) return unreadable(context);
  if (negated) {
    device.removeInterface(name);
    return { fate: 'modelled' };
  }
  return {
    fate: 'modelled',
    open: { kind: 'interface', interface: device.interface(name, command.span) },
  };
}

function isRangeWord(word: string): boolean {
  return /^ra(?:n(?:ge?)?)?$/i.test(word);
}

// interface range GigabitEthernet0/1 - 4 , Vlan10
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
function rangeHeader(context: HeaderContext): Opened {
  const { command, shift, negated, device } = context;
  const names = namesOfRange(command.text.slice(afterWords(command.text, shift, 1)));
  if (names === undefined) return unreadable(context);
  if (negated) {
    for (const name of names) device.removeInterface(name);
    return { fate: 'modelled' };
  }
  const [first, ...more] = names.map((name) => device.interface(name, command.span));
  if (first === undefined) return unreadable(context);
  return { fate: 'modelled', open: { kind: 'interface', interface: first, more } };
}

/** What applies to whom below such a header nobody knows; `other` keeps it apart from every interface. */
function unreadable({ command, shift, report }: HeaderContext): Opened {
  report.add('ios/interface-range', command.span, { text: command.text.slice(shift) });
  return { fate: 'diagnostic', open: { kind: 'other' } };
}

/**
 * @param text such as `Gi0/1 - 4 , vlan 10 , Gi0/1.10-12`.
 * @returns names as the device stores them, each once; undefined when any part of it is something else.
 */
export function namesOfRange(text: string): readonly string[] | undefined {
  const names = new Set<string>();
  for (const part of text.split(',')) {
    const match =
      /^\s*([a-z][a-z-]*?)\s*((?:\d{1,5}[/.:])*)(\d{1,5})(?:\s*-\s*(?:([a-z][a-z-]*?)\s*)?((?:\d{1,5}[/.:])*)(\d{1,5}))?\s*$/i.exec(
        part,
      );
    if (match === null) return undefined;
    const [, kind = '', before = '', from = '', again, beforeTo = '', to = from] = match;
    // Gi0/1 - Gi0/4 says kind and slot twice, and must say the same.
    if (beforeTo !== '' && beforeTo !== before) return undefined;
    const stored = storedName(`${kind}0`).slice(0, -1);
    if (again !== undefined && storedName(`${again}0`).slice(0, -1) !== stored) return undefined;
    if (again !== undefined && beforeTo !== before) return undefined;
    if (Number(to) < Number(from) || Number(to) - Number(from) >= MOST) return undefined;
    for (let number = Number(from); number <= Number(to); number += 1) {
      names.add(`${stored}${before}${number}`);
      if (names.size > MOST) return undefined;
    }
  }
  return [...names];
}
