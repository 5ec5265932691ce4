/** Which families drafts are for. */
import { type Stack, stackOf } from './stack.ts';
import type { ProofInput } from './flow-cuts.ts';

/** The stack that the drafts of a run are about. */
export function draftStack(inputs: readonly ProofInput[]): Stack {
  const own = inputs.filter(({ ends }) => ends.pods.length > 0);
  return stackOf((own.length > 0 ? own : inputs).map(({ family }) => family));
}
