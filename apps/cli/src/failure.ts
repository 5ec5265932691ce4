/** What ends a command early: what is no bug of ours, and what is one. */
import { DiagramBudgetError } from '@aclift/packet-set';
import { InputError, reasonOf } from './input-error.ts';
import { version } from './version.ts';

/** Lines for people; undefined: a bug of ours, which must not be hidden. */
export function failureLines(error: unknown): readonly string[] | undefined {
  if (error instanceof InputError) return [...error.detail, `aclift: ${error.message}`];
  if (error instanceof DiagramBudgetError) {
    return [
      `aclift: what is compared is too tangled for an exact answer (${error.message}); compare fewer configurations, policies or workloads at a time`,
    ];
  }
  if (isTextLimit(error)) {
    return [
      'aclift: an input or the result is longer than one text can be (about 500 million characters); take fewer files at a time',
    ];
  }
  return undefined;
}

function isTextLimit(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    code === 'ERR_STRING_TOO_LONG' ||
    (error instanceof RangeError && message === 'Invalid string length')
  );
}

/**
 * What is said of a bug: no stack, which would be of no use to most and could quote inputs.
 * @param withStack for whoever reports it.
 */
export function bugLines(error: unknown, withStack: boolean): readonly string[] {
  const { message, name, stack } =
    error instanceof Error ? error : { message: String(error), name: 'Error', stack: undefined };
  const deep = error instanceof RangeError && /call stack/i.test(message);
  return [
    ...(withStack && stack !== undefined ? stack.split('\n') : []),
    `aclift: internal error in version ${version}: ${name}: ${reasonOf(error)}`,
    deep
      ? '  Something in the inputs is probably nested very deeply.'
      : '  This is a bug in aclift; what was printed before may be incomplete, so do not rely on it.',
    '  Please report it with the command and the stack, which the same command prints with ACLIFT_STACK=1 set; see SECURITY.md if inputs of a stranger cause it.',
  ];
}
