/** A filter in one line for tables: `ipv4: deny SSH, perhaps deny A+B, permit; else deny`. */
import type { FilterStep, PacketFilter } from '@aclift/ir';

export function showFilter({ families, otherwise, stateful, steps }: PacketFilter): string {
  const head = families.length === 2 ? '' : `${families.join()}: `;
  const state = stateful === true ? ' (stateful)' : '';
  return `${head}${steps.map(showStep).join(', ')}; else ${otherwise}${state}`;
}

function showStep(step: FilterStep): string {
  if (step.kind === 'entries') return `entries of ${step.list}`;
  const join = step.join === 'every' ? '+' : '|';
  const lists = step.lists
    .map(({ list, negated }) => `${negated === true ? 'not ' : ''}${list}`)
    .join(join);
  return [step.certain ? '' : 'perhaps', step.action, lists]
    .filter((word) => word !== '')
    .join(' ');
}
