// node --conditions=@aclift/source scripts/time-suggest.mts: CPU time of suggestions for 10,000 entries about 1,500 hosts.
import { suggestReport } from '../packages/suggest/src/index.ts';
import { readInventory } from '../packages/inventory/src/index.ts';
import { parseIos } from '../packages/ios/src/index.ts';
import { Chance } from '../apps/cli/src/testing/suggest/chance.ts';

const [OWNERS, HOSTS, LISTS, ENTRIES] = [300, 5, 20, 500];
const chance = new Chance(1);
const letter = (number: number): string => String.fromCodePoint(97 + (number % 26));
const address = (owner: number, host: number): string =>
  `10.${20 + Math.floor(owner / 50)}.${owner % 50}.${10 + host}`;
const app = (owner: number): string => `app${letter(owner)}${letter(Math.floor(owner / 26))}`;
const owners = Array.from({ length: OWNERS }, (_, at) => at);
const any = (): string => address(chance.between(0, OWNERS - 1), chance.between(0, HOSTS - 1));

const hosts = owners.flatMap((owner) =>
  Array.from(
    { length: HOSTS },
    (_, host) =>
      `${address(owner, host)} sit-ns${letter(owner % 10)}-${app(owner)}-0${host + 1}.corp.example`,
  ),
);
const workloads = owners
  .filter((owner) => owner % 2 === 0)
  .map((owner) => {
    const some = [0, 1, 2].map((host) => address(owner, host)).join(', ');
    return `  - { namespace: ns${letter(owner % 10)}, labels: { app: ${app(owner)} }, addresses: [${some}] }`;
  });
const lists = Array.from({ length: LISTS }, (_, list) => [
  `ip access-list extended L${list}`,
  ...Array.from(
    { length: ENTRIES },
    () => ` permit tcp host ${any()} host ${any()} eq ${chance.pick([443, 8080, 5432, 9092])}`,
  ),
]);
const config = { name: 'big.cfg', text: ['hostname big', ...lists.flat(), ''].join('\n') };
const inventory = {
  name: 'inventory.yaml',
  text: ['version: 1', 'workloads:', ...workloads, ''].join('\n'),
};
const { device } = parseIos(config);
const { value } = readInventory(inventory);
const before = process.cpuUsage();
const { totals } = suggestReport({
  devices: [device],
  sources: [config, inventory],
  inventory: value,
  hosts: [{ name: 'hosts', text: `${hosts.join('\n')}\n` }],
});
const { system, user } = process.cpuUsage(before);
console.log(
  `${LISTS * ENTRIES} entries, ${totals.subjects} subjects: ${((system + user) / 1e6).toFixed(1)} s`,
);
