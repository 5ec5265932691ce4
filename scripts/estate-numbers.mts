// Prints Markdown: what becomes of a folder of configurations with an inventory that has a namespace for each segment and a few
// workloads in it; outcomes, drafts, proof, time and memory.
// usage: node --conditions=@aclift/source scripts/estate-numbers.mts FOLDER [workloads per segment] [addresses per workload] [targets]
import { readdirSync, readFileSync } from 'node:fs';
import { migrate, type Target } from '@aclift/core';
import { readInventory } from '@aclift/inventory';
import { parseIos } from '@aclift/ios';
import { type Device, showIpv4 } from '@aclift/ir';
import { DEFAULTS } from '../apps/cli/src/testing/scenario.ts';

const [folder, perSegment = '2', perWorkload = '4'] = process.argv.slice(2);
if (folder === undefined)
  throw new Error('usage: estate-numbers.mts FOLDER [workloads] [addresses]');

const configs = readdirSync(folder)
  .toSorted()
  .map((name) => ({ name, text: readFileSync(`${folder}/${name}`, 'latin1') }));
const devices = configs.map((config) => parseIos(config).device);
const source = { name: 'inventory.yaml', text: inventoryOf(devices) };
const { value: inventory, diagnostics } = readInventory(source);
if (inventory === undefined) throw new Error(JSON.stringify(diagnostics[0]));

for (const target of (process.argv[5]?.split(',') ?? ['networkpolicy', 'cilium']) as Target[]) {
  const start = process.hrtime.bigint();
  const { report } = migrate({
    devices,
    sources: [...configs, source],
    inventory,
    diagnostics: [],
    options: { ...DEFAULTS, target },
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { ledger, drafts, proof } = report;
  console.log(`\n### ${target}\n`);
  console.log(
    `${devices.length} configurations, ${ledger.total} lines, ${inventory.workloads.length} workloads; ${seconds.toFixed(1)} s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most\n`,
  );
  console.log('| outcome | lines |\n| --- | ---: |');
  for (const [name, count] of Object.entries(ledger.outcomes)) {
    if (count > 0) console.log(`| ${name} | ${count} |`);
  }
  const reasons = Map.groupBy(ledger.entries, ({ outcome, reason }) => `${outcome}: ${reason}`);
  console.log('\n| reason | lines |\n| --- | ---: |');
  for (const [name, { length }] of [...reasons].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`| ${name} | ${length} |`);
  }
  console.log(
    `\n${drafts.length} drafts with ${drafts.reduce((sum, { rules }) => sum + rules, 0)} rules; proven: ${proof.proven}; preserved ${proof.preserved}, widened ${proof.widened}, narrowed ${proof.narrowed}, unexplained ${proof.unexplained}`,
  );
}

/** A namespace for each connected segment with room for hosts; its workloads side by side from the tenth address. */
function inventoryOf(all: readonly Device[]): string {
  const segments = new Map<string, { readonly base: number; readonly length: number }>();
  for (const { interfaces } of all) {
    for (const { addresses } of interfaces) {
      for (const own of addresses) {
        if (own.kind !== 'static' || own.length > 27 || own.length < 16) continue;
        const base = own.address - (own.address % 2 ** (32 - own.length));
        segments.set(`${base}`, { base, length: own.length });
      }
    }
  }
  const workloads: string[] = [];
  for (const { base } of [...segments.values()].toSorted((a, b) => a.base - b.base)) {
    for (let at = 0; at < Number(perSegment); at += 1) {
      const first = base + 10 + at * Number(perWorkload);
      const name = showIpv4(base).replaceAll('.', '-');
      workloads.push(
        `  - { namespace: net-${name}, labels: { app: app-${at}, tier: ${at % 2 === 0 ? 'web' : 'data'} }, addresses: [${showIpv4(first)}-${showIpv4(first + Number(perWorkload) - 1)}] }`,
      );
    }
  }
  return ['version: 1', 'workloads:', ...workloads, ''].join('\n');
}
