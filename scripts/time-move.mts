// What planning a move costs beside a migration of the same input, in processor time.
// usage: node --conditions=@aclift/source scripts/time-move.mts ENTRIES WORKLOADS ADDRESSES WAVES
import { migrate } from '@aclift/core';
import { readInventory } from '@aclift/inventory';
import { planMove } from '@aclift/move';
import { generatedEstate } from '../apps/cli/src/testing/generated-estate.ts';
import { IOS } from '../apps/cli/src/testing/move/plan-of.ts';
import { DEFAULTS } from '../apps/cli/src/testing/scenario.ts';

const [entries = 1000, workloads = 50, addressesEach = 20, waves = 10] = process.argv
  .slice(2)
  .map(Number);
const estate = generatedEstate({ entries, workloads, addressesEach, namespaces: 10 });
const config = {
  name: 'big.cfg',
  text: estate.config.replace(
    'hostname big\n',
    `hostname big
interface Vlan10
 ip address 10.31.255.254 255.240.0.0
 ip access-group BIG out
interface Vlan90
 ip address 10.200.0.1 255.255.0.0
 ip access-group K8S in
interface GigabitEthernet0/0
 ip address 203.0.113.2 255.255.255.252
ip route 10.201.0.0 255.255.0.0 10.200.0.250
ip route 0.0.0.0 0.0.0.0 203.0.113.1
ip access-list extended K8S
 permit tcp any any established
 deny ip any any
`,
  ),
};
let at = 0;
const inventory = {
  name: 'inventory.yaml',
  text: estate.inventory
    .replace(
      'version: 1\n',
      'version: 1\ncluster: { engine: cilium, nodes: [10.200.1.0/24], exit: node }\n',
    )
    .replaceAll(/addresses: \[[^\]]*\] \}/g, (own) => {
      at += 1;
      const door = `10.201.${Math.floor(at / 250)}.${(at % 250) + 1}`;
      return own.replace(
        / \}$/,
        `, entries: [{ address: ${door}, client: visible, ports: [{ port: 443 }, { port: 80 }, { port: 5432 }] }] }`,
      );
    }),
};
const spent = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { system, user } = process.cpuUsage(before);
  return (system + user) / 1e6;
};
const { value } = readInventory(inventory);
if (value === undefined) throw new Error('the inventory cannot be read');
const device = IOS.read(config);
const migrated = spent(() => {
  migrate({
    devices: [device],
    inventory: value,
    sources: [config, inventory],
    diagnostics: [],
    options: { ...DEFAULTS, target: 'cilium' },
  });
});
const ids = value.workloads.map(({ id }) => id);
const size = Math.ceil(ids.length / waves);
let lines = 0;
let proven = false;
const planned = spent(() => {
  const plan = planMove({
    devices: [device],
    configs: [config],
    inventory: value,
    inventoryText: inventory,
    waves: Array.from({ length: waves }, (_, wave) => ids.slice(wave * size, (wave + 1) * size)),
    dialect: IOS,
    options: { upstream: [], unused: [], behind: new Map(), unmoved: 'strict', insert: 'adjacent' },
  });
  proven = plan.proven;
  lines = plan.waves
    .flatMap(({ devices }) => devices.flatMap(({ after, before }) => [...before, ...after]))
    .reduce((sum, { inserts, removes }) => sum + inserts.length + removes.length, 0);
});
console.log(
  `${entries} entries, ${workloads * addressesEach} addresses, ${waves} waves: migrate ${migrated.toFixed(1)} s, plan ${planned.toFixed(1)} s (${lines} lines, ${proven ? 'proven' : 'NOT PROVEN'}), ratio ${(planned / migrated).toFixed(1)}`,
);
