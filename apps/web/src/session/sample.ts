/** The campus sample: one router, eight workloads. The same files as in `fixtures/scenarios/campus`. */
import { strToU8 } from 'fflate';
import config from 'virtual:campus/campus-rtr.cfg';
import inventory from 'virtual:campus/inventory.yaml';
import type { InputFile } from '../engine/messages.ts';

export const SAMPLE: { readonly configs: readonly InputFile[]; readonly inventory: InputFile } = {
  configs: [{ name: 'campus-rtr.cfg', bytes: strToU8(config) }],
  inventory: { name: 'inventory.yaml', bytes: strToU8(inventory) },
};
