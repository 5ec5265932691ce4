/** Real configurations that nobody here wrote: nothing crashes, no line is lost, nothing is claimed without proof. */
import { describe, expect, test } from 'vitest';
import { explain } from '@aclift/diagnostics';
import { migrate } from '@aclift/core';
import { inventoryCatalogue, readInventory } from '@aclift/inventory';
import { parseIos } from '@aclift/ios';
import { corpusMissing, corpusTexts } from './testing/corpus.ts';
import { countAceLines } from './testing/count-ace-lines.ts';
import { generatedInventory } from './testing/generated-inventory.ts';
import { DEFAULTS } from './testing/scenario.ts';

const texts = corpusTexts('running-config');

test.skipIf(corpusMissing !== undefined)(
  `the corpus has configurations ${corpusMissing ?? ''}`,
  () => {
    expect(texts.length).toBeGreaterThan(60);
  },
);

describe.skipIf(corpusMissing !== undefined).each(texts)(
  `$name ${corpusMissing ?? ''}`,
  (source) => {
    const { device } = parseIos(source);
    const lines = countAceLines(source.text);

    test('without an inventory every line is in the ledger', () => {
      const { report, files } = migrate({
        devices: [device],
        sources: [source],
        inventory: undefined,
        diagnostics: [],
        options: DEFAULTS,
      });
      expect(report.ledger.total).toBe(lines);
      expect(Object.values(report.ledger.outcomes).reduce((a, b) => a + b)).toBe(lines);
      expect(report.drafts).toEqual([]);
      const skeleton = files.find(({ path }) => path === 'inventory.skeleton.yaml');
      const read = readInventory({ name: 'skeleton', text: skeleton?.text ?? '' });
      expect(
        read.diagnostics.filter((d) => explain(inventoryCatalogue, d).severity === 'error'),
      ).toEqual([]);
    });

    test.each([
      { target: 'networkpolicy', unseenTraffic: 'preserve' },
      { target: 'networkpolicy', unseenTraffic: 'strict' },
      { target: 'cilium', unseenTraffic: 'preserve' },
      { target: 'cilium', unseenTraffic: 'strict' },
    ] as const)(
      'with a made-up inventory $target $unseenTraffic is proven and never widens',
      (options) => {
        const inventory = generatedInventory(device);
        const { value } = readInventory(inventory);
        const { report } = migrate({
          devices: [device],
          sources: [source, inventory],
          inventory: value,
          diagnostics: [],
          options: { ...DEFAULTS, ...options },
        });
        expect(report.ledger.total).toBe(lines);
        expect(report.proof).toMatchObject({ proven: true, widened: '0', unexplained: '0' });
      },
    );
  },
);
