/** What lists of machines and addresses say of a row that is not in use: retired, or kept for later. */

/** How such a status begins. What only is to happen (`to be decommissioned`) is still in use. */
const NOT_IN_USE = new RegExp(
  String.raw`^(?:${[
    'retired',
    'decom(?:m(?:issioned|issioning)?)?',
    'dispos(?:ed|al)',
    'pending disposal',
    'deprecated',
    'obsolete',
    'scrapped',
    'absent',
    'stolen',
    'terminated',
    'terminating',
    'shutting-down',
    'deleted',
    'removed',
    'archived',
    'end of life',
    'eol',
    'withdrawn',
    'reserved',
    'free',
    'unused',
    'unassigned',
    'unallocated',
    'not in use',
    'not used',
    'no longer in use',
    'out of (?:use|service)',
    'planned',
    'on order',
    'in stock',
    'pending install',
    'inventory$',
    'declined',
    'expired',
    'abandoned',
    'offered',
    'inactivereservation',
    'inactive reservation',
  ].join('|')})(?![\w-])`,
  'i',
);

/** Whether a status says that nobody has the address now. Unknown words do not. */
export function isOutOfUse(status: string): boolean {
  return NOT_IN_USE.test(status.trim().replaceAll(/[\s_]+/g, ' '));
}
