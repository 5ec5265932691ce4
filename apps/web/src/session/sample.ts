/** The campus sample: one router, eight workloads. The same files as in `fixtures/scenarios/campus` and `fixtures/suggest/campus`. */
import { strToU8 } from 'fflate';
import config from 'virtual:campus/campus-rtr.cfg';
import half from 'virtual:campus/../../suggest/campus/inventory.yaml';
import hosts from 'virtual:campus/../../suggest/campus/hosts';
import inventory from 'virtual:campus/inventory.yaml';
import type { InputFile } from '../engine/messages.ts';

/** What a sample fills in. */
interface Sample {
  readonly configs: readonly InputFile[];
  readonly inventory: InputFile;
  readonly hosts: readonly InputFile[];
}

const CONFIGS: readonly InputFile[] = [{ name: 'campus-rtr.cfg', bytes: strToU8(config) }];

/** Everything has a name. */
export const SAMPLE: Sample = {
  configs: CONFIGS,
  inventory: { name: 'inventory.yaml', bytes: strToU8(inventory) },
  hosts: [],
};

/** Half of the workloads have no name yet, and a hosts file helps to find them. */
export const UNNAMED_SAMPLE: Sample = {
  configs: CONFIGS,
  inventory: { name: 'inventory.yaml', bytes: strToU8(half) },
  hosts: [{ name: 'hosts', bytes: strToU8(hosts) }],
};
