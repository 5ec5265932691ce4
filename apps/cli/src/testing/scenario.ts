/** Scenarios of `fixtures/scenarios`: a configuration, an inventory, and what the pipeline makes of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DEFAULT_OPTIONS, migrate, type Migration, type MigrateOptions } from '@aclift/core';
import { explain, type ExplainedDiagnostic, type SourceText } from '@aclift/diagnostics';
import {
  type Decisions,
  type Inventory,
  inventoryCatalogue,
  readDecisions,
  readInventory,
} from '@aclift/inventory';
import { iosCatalogue, parseIos } from '@aclift/ios';
import type { Device } from '@aclift/ir';

const FOLDER = fileURLToPath(new URL('../../../../fixtures/scenarios/', import.meta.url));

/** What a user gets without options. */
export const DEFAULTS: MigrateOptions = DEFAULT_OPTIONS;

export interface Scenario {
  readonly name: string;
  readonly configs: readonly SourceText[];
  readonly inventory: SourceText;
  /** Absent: nothing was decided. */
  readonly decisions?: SourceText;
  /** What the user says on the command line besides the target. */
  readonly options?: Partial<MigrateOptions>;
  /** Path of a golden file. */
  readonly golden: (path: string) => string;
  /** Paths of all golden files below a folder. */
  readonly goldenFiles: (folder: string) => readonly string[];
}

/** The part of a scenario that a run reads. */
export type Given = Pick<Scenario, 'configs' | 'inventory' | 'decisions' | 'options'>;

/** All scenarios, by name. */
export function scenarios(): readonly Scenario[] {
  return readdirSync(FOLDER).toSorted().map(scenario);
}

export function scenario(name: string): Scenario {
  const folder = `${FOLDER}${name}/`;
  const read = (file: string): SourceText => ({
    name: file,
    text: readFileSync(folder + file, 'utf8'),
  });
  return {
    name,
    configs: readdirSync(folder)
      .filter((file) => file.endsWith('.cfg'))
      .toSorted()
      .map(read),
    inventory: read('inventory.yaml'),
    ...(existsSync(`${folder}decisions.yaml`) ? { decisions: read('decisions.yaml') } : {}),
    ...(existsSync(`${folder}options.json`)
      ? { options: JSON.parse(read('options.json').text) as Partial<MigrateOptions> }
      : {}),
    golden: (path) => `${folder}golden/${path}`,
    goldenFiles: (path) =>
      existsSync(`${folder}golden/${path}`)
        ? readdirSync(`${folder}golden/${path}`, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) =>
              `${entry.parentPath}/${entry.name}`.slice(`${folder}golden/${path}/`.length),
            )
            .toSorted()
        : [],
  };
}

/** What reading a scenario gives; the inventory must be without errors. */
export function readScenario({ configs, inventory, decisions }: Given): {
  readonly devices: readonly Device[];
  readonly inventory: Inventory;
  readonly decisions: Decisions | undefined;
  readonly diagnostics: readonly ExplainedDiagnostic[];
} {
  const parsed = configs.map((config) => parseIos(config));
  const read = readInventory(inventory);
  const decided = decisions && readDecisions(decisions);
  const diagnostics = [
    ...parsed.flatMap((p) => p.diagnostics.map((d) => explain(iosCatalogue, d))),
    ...read.diagnostics.map((d) => explain(inventoryCatalogue, d)),
    ...(decided?.diagnostics ?? []).map((d) => explain(inventoryCatalogue, d)),
  ];
  if (read.value === undefined)
    throw new Error(`the inventory of a test is unreadable: ${diagnostics[0]?.message}`);
  return {
    devices: parsed.map(({ device }) => device),
    inventory: read.value,
    decisions: decided?.value,
    diagnostics,
  };
}

/**
 * The router of a scenario that reading lists line by line can judge: one router with addresses on its interfaces, without
 * conditions, translations, virtual addresses and decisions. Undefined: it needs more.
 */
export function readByHand(given: Scenario, devices: readonly Device[]): Device | undefined {
  const [device, ...more] = devices;
  if (device === undefined || more.length > 0 || given.decisions !== undefined) return undefined;
  const plain = given.configs.every(
    ({ text }) => !/time-range|ip nat|evaluate|ipv6|vrf|secondary/.test(text),
  );
  const placed = device.interfaces.every(
    ({ addresses, bindings }) => bindings.length === 0 || addresses.length > 0,
  );
  return plain && placed && !given.inventory.text.includes('vips:') ? device : undefined;
}

/** Runs the whole pipeline. */
export function runScenario(given: Given, options: Partial<MigrateOptions> = {}): Migration {
  const { devices, inventory, decisions, diagnostics } = readScenario(given);
  return migrate({
    devices,
    sources: [
      ...given.configs,
      given.inventory,
      ...(given.decisions === undefined ? [] : [given.decisions]),
    ],
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    diagnostics,
    options: { ...DEFAULTS, ...given.options, ...options },
  });
}

/** A scenario from texts, for tests that make their own. */
export function adHoc(config: string, inventory: string, decisions?: string): Given {
  return {
    configs: [{ name: 'router.cfg', text: config }],
    inventory: { name: 'inventory.yaml', text: inventory },
    ...(decisions === undefined ? {} : { decisions: { name: 'decisions.yaml', text: decisions } }),
  };
}

/** The drafts of a run as YAML texts. */
export function draftTexts({ files }: Migration): readonly string[] {
  return files
    .filter(({ path }) => /^policies(-NOT-PROVEN)?\/[^/]+\/[^/]+\.yaml$/.test(path))
    .map(({ text }) => text);
}
