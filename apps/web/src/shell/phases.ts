import type { Phase } from '../engine/messages.ts';

/** The phases of a run in order, in words. */
export const PHASES: readonly { readonly phase: Phase; readonly text: string }[] = [
  { phase: 'read', text: 'Reading configurations' },
  { phase: 'inventory', text: 'Reading the inventory' },
  { phase: 'topology', text: 'Finding which lists each flow meets' },
  { phase: 'draft', text: 'Drafting policies' },
  { phase: 'prove', text: 'Proving the drafts over all flows' },
  { phase: 'report', text: 'Accounting for every line' },
];
