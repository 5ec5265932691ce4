/** What axe has to say against a page. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * @param where stands before each fault.
 * @param tags only rules that have one of them; none: all rules.
 * @returns faults with the element and what to do, in the order of the rules; empty: none.
 */
export async function axeFaults(
  page: Page,
  where: string,
  tags?: readonly string[],
): Promise<readonly string[]> {
  // The pages have no frames, which is what the other mode is for; what passes is not asked for. Together that halves the time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  const { violations } = await (tags === undefined ? axe : axe.withTags([...tags])).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${where}: ${id} ${html} ${failureSummary}`),
  );
}
