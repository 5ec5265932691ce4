/**
 * The list of targets. A new one is a line here and a folder beside this file; `registry.ts` does not compile without the folder,
 * and nothing else has to be told.
 */

/** By name on the command line. `label` is what a choice shows, `short` the same where room is scarce. The first is the default. */
export const TARGET_LIST = [
  { name: 'networkpolicy', label: 'NetworkPolicy', short: 'K8s' },
  { name: 'cilium', label: 'Cilium', short: 'Cilium' },
] as const;

/** The kinds of objects that drafts are written as. */
export type Target = (typeof TARGET_LIST)[number]['name'];

/** The names, the default first. */
export const TARGET_NAMES: readonly Target[] = TARGET_LIST.map(({ name }) => name);
