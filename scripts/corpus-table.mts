// Prints a Markdown table of what `aclift migrate` makes of every configuration of the corpus beside the repository: lines
// counted without the grammar, outcomes without an inventory, and the proof with a made-up one for both targets.
// usage: node --conditions=@aclift/source scripts/corpus-table.mts
import { migrate, type MigrateReport, OUTCOMES, type Target } from '@aclift/core';
import type { SourceText } from '@aclift/diagnostics';
import { type Inventory, readInventory } from '@aclift/inventory';
import { parseIos } from '@aclift/ios';
import { corpusMissing, corpusTexts } from '../apps/cli/src/testing/corpus.ts';
import { countAceLines } from '../apps/cli/src/testing/count-ace-lines.ts';
import { generatedInventory } from '../apps/cli/src/testing/generated-inventory.ts';
import { DEFAULTS } from '../apps/cli/src/testing/scenario.ts';

function run(source: SourceText, inventory: Inventory | undefined, target: Target): MigrateReport {
  const { device } = parseIos(source);
  const sources = inventory === undefined ? [source] : [source, generatedInventory(device)];
  const options = { ...DEFAULTS, target };
  return migrate({ devices: [device], sources, inventory, diagnostics: [], options }).report;
}

function outcomes({ ledger }: MigrateReport): string {
  const some = OUTCOMES.filter((name) => ledger.outcomes[name] > 0);
  return some.map((name) => `${name} ${ledger.outcomes[name]}`).join(', ');
}

if (corpusMissing !== undefined) console.log(corpusMissing);
console.log(
  '| file | counted | ledger | outcomes without an inventory | with one, networkpolicy | proof | cilium |',
);
console.log('| --- | ---: | ---: | --- | --- | --- | --- |');
for (const source of corpusTexts('running-config')) {
  const plain = run(source, undefined, 'networkpolicy');
  const { device } = parseIos(source);
  const { value } = readInventory(generatedInventory(device));
  const [policy, cilium] = (['networkpolicy', 'cilium'] as const).map((target) =>
    run(source, value, target),
  );
  const proof = (report: MigrateReport | undefined): string =>
    report?.proof.proven === true && report.proof.widened === '0' ? 'proven' : 'NOT PROVEN';
  const cells = [
    source.name,
    countAceLines(source.text),
    plain.ledger.total,
    outcomes(plain),
    policy === undefined ? '' : outcomes(policy),
    proof(policy),
    proof(cilium),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
