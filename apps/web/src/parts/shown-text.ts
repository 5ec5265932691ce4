/** Text of inputs as screens show it: nothing in it may steer the display or hide. */
import { printable } from '@aclift/diagnostics';

/** Control characters and marks that turn the direction of writing become visible. */
export function shown(text: string): string {
  return printable(text);
}
