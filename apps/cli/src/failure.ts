/** What ends a command early and is no bug of ours. */
import { DiagramBudgetError } from '@aclift/packet-set';
import { InputError } from './input.ts';

/** A sentence for people; undefined: a bug of ours, which must not be hidden. */
export function failureText(error: unknown): string | undefined {
  if (error instanceof InputError) return error.message;
  if (error instanceof DiagramBudgetError) {
    return `what is compared is too tangled for an exact answer (${error.message}); compare fewer configurations, policies or workloads at a time`;
  }
  return undefined;
}
