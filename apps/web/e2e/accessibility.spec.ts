import { axeFaults } from './axe.ts';
import { expect, goTo, openSample, test } from './site.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${colorScheme}`, async ({ page }) => {
    // Every screen in turn.
    test.slow();
    await page.emulateMedia({ colorScheme });
    const problems = (where: string): Promise<readonly string[]> => axeFaults(page, where, RULES);
    await page.goto('./');
    const found = [...(await problems('start'))];
    await page.getByRole('button', { name: 'half of its names missing' }).click();
    await page.getByRole('listbox', { name: 'Suggestions' }).waitFor();
    await page.getByText('Accepting it:').waitFor();
    found.push(...(await problems('review')));
    await page.getByRole('button', { name: 'Edit' }).click();
    found.push(...(await problems('edit of a suggestion')));
    await page.getByText(/^Decisions/).click();
    await page.getByText('grant', { exact: true }).click();
    await page.getByText(/Deciding “grant”:/).waitFor();
    found.push(...(await problems('decisions')));
    await openSample(page);
    found.push(...(await problems('overview')));
    for (const screen of [
      'Inputs',
      'Connectivity',
      'Network',
      'Mappings',
      'Rules',
      'Policies',
      'Proof',
      'Findings',
      'Checks',
      'Trace',
    ]) {
      await goTo(page, screen);
      if (screen === 'Findings') await page.getByRole('listitem').first().waitFor();
      if (screen === 'Rules') await page.getByRole('option').nth(5).click();
      if (screen === 'Rules' || screen === 'Policies')
        await page.locator('.cm-line').first().waitFor();
      if (screen === 'Checks') {
        const flows = 'source,destination,protocol,port\n10.10.20.31,10.10.40.25,tcp,25\n';
        await page
          .getByLabel('Add flows: files')
          .setInputFiles([{ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(flows) }]);
        await page.getByRole('list', { name: 'Would drop' }).waitFor();
      }
      if (screen === 'Network') await page.getByRole('table').waitFor();
      if (screen === 'Connectivity') {
        await page.locator('td[data-standing="closed"]').first().click();
        found.push(...(await problems('matrix')));
        await page.getByText('Graph', { exact: true }).click();
        await page.getByRole('button', { name: /^cart/ }).click();
      }
      found.push(...(await problems(screen)));
    }
    await goTo(page, 'Policies');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.locator('.cm-line', { hasText: 'port: ' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.type('9');
    await page.getByText('Against the lists:').waitFor();
    found.push(...(await problems('edited draft')));
    await page.getByRole('button', { name: 'Words of both worlds' }).click();
    await page.getByRole('dialog').waitFor();
    found.push(...(await problems('words')));
    expect(found).toEqual([]);
  });
}
