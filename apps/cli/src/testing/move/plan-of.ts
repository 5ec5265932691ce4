/** Plans from texts, as the applications make them. */
import { readInventory } from '@aclift/inventory';
import { parseIos, printLine } from '@aclift/ios';
import {
  type Dialect,
  editCommands,
  type MovePlan,
  planMove,
  resequenceCommand,
} from '@aclift/move';

export const IOS: Dialect = { read: (source) => parseIos(source).device, line: printLine };

/** Options of {@link planOf}. */
export interface PlanInput {
  readonly configs: Readonly<Record<string, string>>;
  readonly inventory: string;
  readonly waves?: readonly (readonly string[])[];
  readonly unmoved?: 'strict' | 'pass';
  readonly insert?: 'adjacent' | 'top';
  readonly upstream?: readonly string[];
}

/** A plan. @throws Error when the inventory has mistakes: they would be the test's own. */
export function planOf(input: PlanInput): MovePlan {
  const text = { name: 'inventory.yaml', text: input.inventory };
  const { diagnostics, value } = readInventory(text);
  if (value === undefined || diagnostics.some(({ code }) => code !== 'inventory/release-label')) {
    throw new Error(JSON.stringify(diagnostics));
  }
  const configs = Object.entries(input.configs).map(([name, config]) => ({ name, text: config }));
  return planMove({
    devices: configs.map((config) => IOS.read(config)),
    configs,
    inventory: value,
    inventoryText: text,
    ...(input.waves === undefined ? {} : { waves: input.waves }),
    dialect: IOS,
    options: {
      upstream: input.upstream ?? [],
      unused: [],
      behind: new Map(),
      unmoved: input.unmoved ?? 'strict',
      insert: input.insert ?? 'adjacent',
    },
  });
}

/** What a plan writes and says, short enough to be read in a test. */
export function told(plan: MovePlan): readonly string[] {
  return plan.waves.flatMap((wave) => [
    `wave ${wave.number}: ${wave.workloads.join(', ')}`,
    ...wave.devices.flatMap(({ after, before, device }) => [
      ...before.flatMap((edit) =>
        [...(resequenceCommand(edit)?.split('\n') ?? []), ...editCommands(edit)].map(
          (line) => `+ ${device}: ${line}`,
        ),
      ),
      ...after.flatMap((edit) => [
        ...edit.inserts.map(
          ({ sequence, text }) => `- ${device} ${edit.name}: ${sequence} ${text}`,
        ),
        ...edit.removes.map(
          ({ sequence, text }) => `- ${device} ${edit.name}: no ${sequence} (${text})`,
        ),
      ]),
    ]),
    ...wave.tasks.map(({ draft, kind, line, text }) =>
      draft === undefined
        ? `! ${kind}, line ${line}: ${text}`
        : `! ${kind}, line ${line}: ${draft.join(' / ')}`,
    ),
    ...wave.states.flatMap(({ claims, name }) =>
      claims
        .filter(({ verdict }) => verdict !== 'proven')
        .map(
          ({ claim, example, verdict }) =>
            `? ${name} ${claim} ${verdict}: ${example?.from} ${example?.to} ${example?.service}`,
        ),
    ),
    ...wave.findings.map(({ code }) => `# ${code}`),
  ]);
}
