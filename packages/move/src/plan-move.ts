/**
 * The plan of a move: waves, and for every wave what routers learn before it and forget after it. Each device's commands are read
 * behind its configuration by its language's own reader, and what comes out is compared with what is permitted today.
 */
import { explain, type ExplainedDiagnostic, LineMap, type SourceText } from '@aclift/diagnostics';
import { type Inventory, inventoryEditor, type Now } from '@aclift/inventory';
import { type Device, type Family } from '@aclift/ir';
import { hasNetwork } from '@aclift/network';
import { type FilterList, type FilterRule, listId } from '@aclift/verify';
import { normalizeRanges } from '@aclift/packet-set';
import { type Around, aroundOf, rangeTexts } from './around.ts';
import { moveCatalogue } from './catalogue.ts';
import type { MoveDiagnostic } from './diagnostic.ts';
import type { Dialect } from './dialect.ts';
import { endText } from './end-text.ts';
import { editCommands, type ListEdit, resequenceCommand } from './edits.ts';
import { listLines } from './list-lines.ts';
import { FamilyPlan, type Learning, type PlanOptions } from './family-plan.ts';
import { hairpins } from './hairpin.ts';
import type { Phase } from './images.ts';
import type { Claim } from './proof.ts';
import { type Task, tasksOf } from './tasks.ts';
import { proposeWaves, type Waves } from './waves.ts';

/** What a plan is made from. */
export interface MoveInput {
  readonly devices: readonly Device[];
  /** Texts of the devices. */
  readonly configs: readonly SourceText[];
  readonly inventory: Inventory;
  /** The text of the inventory. */
  readonly inventoryText: SourceText;
  /** Ids of the workloads of each wave. Absent: proposed. */
  readonly waves?: Waves;
  readonly dialect: Dialect;
  readonly options: PlanOptions;
}

/** A state of the wires within a wave. */
export interface PlannedState {
  /** `1.1` to `1.4`: wave and step. */
  readonly name: string;
  /** Step 1 routers know, 2 policies apply, 3 both places, 4 the cluster alone. */
  readonly step: 1 | 2 | 3 | 4;
  readonly claims: readonly (Claim & { readonly family: Family })[];
  /** The inventory that describes it. */
  readonly inventory: string;
  /** Lists that the plan edits somewhere, as they are then. */
  readonly lists: readonly ListText[];
}

/** A list as text, entry by entry. */
export interface ListText {
  readonly source: string;
  readonly device: string;
  readonly name: string;
  readonly family: Family;
  /** Without numbers and remarks, in the words that the device prints. */
  readonly lines: readonly string[];
}

/** The edits of one device in a wave. */
export interface DeviceChange {
  readonly source: string;
  readonly device: string;
  /** Before the wave. */
  readonly before: readonly ListEdit[];
  /** After it. */
  readonly after: readonly ListEdit[];
}

/** One wave. */
export interface PlannedWave {
  readonly number: number;
  readonly workloads: readonly string[];
  /** Addresses that they leave: hosts, or `from-to`. */
  readonly leaves: readonly string[];
  readonly devices: readonly DeviceChange[];
  readonly states: readonly PlannedState[];
  readonly tasks: readonly Task[];
  readonly findings: readonly ExplainedDiagnostic[];
}

/** A plan. */
export interface MovePlan {
  /** The lists that it edits, as they are today. */
  readonly today: readonly ListText[];
  /** Lists that are applied and that it leaves as they are: the proof rests on them too. */
  readonly others: readonly ListText[];
  /** What stands around them on their devices. */
  readonly around: readonly Around[];
  readonly waves: readonly PlannedWave[];
  /** Configurations of the devices that it edits, as they are at its end. */
  readonly end: readonly SourceText[];
  /** Whether no claim fails: those that hold but for named findings do not count. */
  readonly proven: boolean;
  /** Whether no finding asks for a decision. */
  readonly complete: boolean;
}

const FAMILIES: readonly Family[] = ['ipv4', 'ipv6'];

/** Makes a plan. @throws DiagramBudgetError when sets grow past the limit of the options. */
export function planMove(input: MoveInput): MovePlan {
  return new Planner(input).run();
}

/** Devices, their texts with everything typed so far, and how far the configurations reach. */
class Typed {
  readonly #texts: Map<string, SourceText>;
  readonly #maps: ReadonlyMap<string, { readonly length: number; readonly lines: LineMap }>;
  readonly #dialect: Dialect;
  devices: readonly Device[];

  constructor({ configs, devices, dialect }: MoveInput) {
    this.#dialect = dialect;
    this.#texts = new Map(configs.map((config) => [config.name, config]));
    this.#maps = new Map(
      configs.map(({ name, text }) => [name, { length: text.length, lines: new LineMap(text) }]),
    );
    this.devices = devices;
  }

  type(edits: readonly ListEdit[]): void {
    const touched = new Set(edits.map(({ source }) => source));
    for (const source of touched) {
      const text = this.#texts.get(source);
      if (text === undefined) throw new Error(`no configuration ${source}`);
      const own = edits.filter((edit) => edit.source === source);
      const commands = [
        ...own.flatMap((edit) => resequenceCommand(edit) ?? []),
        ...own.flatMap((edit) => editCommands(edit)),
      ];
      const end = /[\r\n]$/.test(text.text) ? '' : '\n';
      this.#texts.set(source, {
        name: source,
        text: `${text.text}${end}${commands.join('\n')}\n`,
      });
    }
    if (touched.size === 0) return;
    this.devices = this.devices.map((device) => {
      const text = this.#texts.get(device.source);
      return text === undefined || !touched.has(device.source) ? device : this.#dialect.read(text);
    });
  }

  /** Line of an entry in its configuration; undefined: it was typed since. */
  lineOf({ device }: FilterList, { entry }: FilterRule): number | undefined {
    const map = this.#maps.get(device.source);
    if (map === undefined || entry === undefined || entry.span.start >= map.length)
      return undefined;
    return map.lines.position(entry.span.start).line;
  }
}

class Planner {
  readonly #input: MoveInput;
  readonly #families: readonly FamilyPlan[];
  readonly #typed: Typed;
  /** By device, list and text: the wave that wrote the line. */
  readonly #written = new Map<string, number>();
  /** Lines that one wave wrote and another removed, by the two. */
  readonly #fleeting = new Map<string, number>();

  constructor(input: MoveInput) {
    this.#input = input;
    const { devices, dialect, inventory, options } = input;
    this.#families = FAMILIES.filter((family) => hasNetwork(devices, family)).map(
      (family) => new FamilyPlan(devices, inventory, family, dialect, options),
    );
    this.#typed = new Typed(input);
  }

  run(): MovePlan {
    const order = this.#input.waves ?? proposeWaves(this.#families.map(({ ground }) => ground));
    const waves: PlannedWave[] = [];
    for (const at of order.keys()) waves.push(this.#wave(order, at));
    const told = this.#families.flatMap(({ ground }) => ground.said);
    const [first, ...rest] = waves;
    const withTold =
      first === undefined
        ? waves
        : [
            { ...first, findings: [...told.map(explained), ...first.findings] },
            ...this.#withFleeting(rest, order),
          ];
    const claims = withTold.flatMap(({ states }) => states.flatMap((state) => state.claims));
    const edited = new Set(
      withTold.flatMap(({ devices }) =>
        devices.flatMap((device) => [...device.before, ...device.after].map(({ list }) => list)),
      ),
    );
    const only = (lists: readonly ListText[]): readonly ListText[] =>
      lists.filter(({ family, name, source }) => edited.has(listId(source, family, name)));
    const all = this.#texts(this.#input.devices);
    const today = only(all);
    const others = all.filter((list) => !today.includes(list) && this.#isApplied(list));
    const sources = new Set([...today, ...others].map(({ source }) => source));
    return {
      today,
      others,
      around: this.#input.devices.filter(({ source }) => sources.has(source)).map(aroundOf),
      end: this.#end(edited),
      waves: withTold.map((wave) => ({
        ...wave,
        states: wave.states.map((state) => ({ ...state, lists: only(state.lists) })),
      })),
      proven: claims.every(({ verdict }) => verdict !== 'fails'),
      complete: withTold.every(({ findings }) =>
        findings.every(({ severity }) => severity !== 'warning'),
      ),
    };
  }

  #wave(order: Waves, at: number): PlannedWave {
    const { configs, inventory } = this.#input;
    const workloads = order[at] ?? [];
    const earlier = new Set(order.slice(0, at).flat());
    const both = phases(earlier, workloads, 'both');
    const moved = phases(earlier, workloads, 'new');
    const unchanged = this.#typed.devices;
    const learned = this.#families.map((plan) => plan.learn(unchanged, both));
    const before = learned.flatMap(({ edits }) => edits);
    this.#typed.type(before);
    this.#note(before, at + 1);
    const after1 = this.#claims(learned, both);
    const knowing = this.#texts(this.#typed.devices);
    const ended = this.#families.map((plan) =>
      plan.forget(this.#typed.devices, moved, workloads, (list, rule) =>
        this.#typed.lineOf(list, rule),
      ),
    );
    const after = ended.flatMap(({ edits }) => edits);
    this.#typed.type(after);
    this.#forget(after, at + 1);
    const after4 = this.#claims(learned, moved);
    const said: readonly MoveDiagnostic[] = [
      ...learned.flatMap((one) => one.said),
      ...this.#families.flatMap(({ ground }) => hairpins(ground, inventory.cluster, both)),
      ...ended.flatMap((one) => one.said),
    ];
    const state = (
      step: PlannedState['step'],
      now: (id: string) => Phase,
      claims: PlannedState['claims'],
      lists: readonly ListText[],
    ): PlannedState => ({
      name: `${at + 1}.${step}`,
      step,
      claims,
      inventory: this.#inventory(now),
      lists,
    });
    const forgotten = this.#texts(this.#typed.devices);
    const old = phases(earlier, [], 'both');
    return {
      number: at + 1,
      workloads,
      leaves: this.#families.flatMap(({ ground: { family, movers } }) =>
        rangeTexts(
          family,
          normalizeRanges(
            movers.filter(({ id }) => workloads.includes(id)).flatMap(({ owned }) => owned),
          ),
        ),
      ),
      devices: this.#changes(before, after),
      // The wire of step 3 is that of step 1, with the new addresses in use.
      states: [
        state(1, old, after1, knowing),
        state(2, both, [], knowing),
        state(3, both, after1, knowing),
        state(4, moved, after4, forgotten),
      ],
      tasks: tasksOf(
        this.#input.devices,
        new Map(configs.map((config) => [config.name, config])),
        this.#families.flatMap(({ ground }) =>
          ground.movers.filter(({ id }) => workloads.includes(id)),
        ),
      ),
      findings: said.map(explained),
    };
  }

  #claims(learned: readonly Learning[], phaseOf: (id: string) => Phase): PlannedState['claims'] {
    return this.#families.flatMap((plan, k) => {
      const { unresolved } = learned[k] as Learning;
      return plan
        .prove(this.#typed.devices, phaseOf, unresolved)
        .map((claim) => ({ ...claim, family: plan.ground.family }));
    });
  }

  #changes(before: readonly ListEdit[], after: readonly ListEdit[]): readonly DeviceChange[] {
    return this.#input.devices
      .map(({ hostname, source }) => ({
        source,
        device: hostname ?? source,
        before: before.filter((edit) => edit.source === source),
        after: after.filter((edit) => edit.source === source),
      }))
      .filter((change) => change.before.length + change.after.length > 0);
  }

  #texts(devices: readonly Device[]): readonly ListText[] {
    return devices.flatMap((device) =>
      device.acls.map((acl) => ({
        source: device.source,
        device: device.hostname ?? device.source,
        name: acl.name,
        family: acl.family,
        lines: listLines(acl, this.#input.dialect),
      })),
    );
  }

  #end(edited: ReadonlySet<string>): readonly SourceText[] {
    const { configs, devices, dialect } = this.#input;
    return devices.flatMap((before, at): readonly SourceText[] => {
      const after = this.#typed.devices[at];
      const text = configs.find(({ name }) => name === before.source);
      const own = before.acls.some(({ family, name }) =>
        edited.has(listId(before.source, family, name)),
      );
      if (after === undefined || text === undefined || !own) return [];
      const end = endText(text, before, after, edited, dialect);
      return end === undefined ? [] : [end];
    });
  }

  #isApplied({ family, name, source }: ListText): boolean {
    const device = this.#input.devices.find((one) => one.source === source);
    return (device?.interfaces ?? []).some(({ bindings }) =>
      bindings.some((one) => one.list === name && one.family === family),
    );
  }

  #edit: ReturnType<typeof inventoryEditor> | undefined;

  /** Texts of states by who is where: many states have the same. */
  readonly #inventories = new Map<string, string>();

  #inventory(phaseOf: (id: string) => Phase): string {
    const key = this.#input.inventory.workloads.map(({ id }) => phaseOf(id)).join();
    const known = this.#inventories.get(key) ?? this.#inventoryText(phaseOf);
    this.#inventories.set(key, known);
    return known;
  }

  #inventoryText(phaseOf: (id: string) => Phase): string {
    const { inventory, inventoryText } = this.#input;
    const nows: Readonly<Record<Phase, Now>> = { old: 'outside', both: 'both', new: 'cluster' };
    this.#edit ??= inventoryEditor(inventoryText.text);
    const result = this.#edit(
      inventory.workloads.map(({ addresses, id, vips }) => ({
        kind: 'change-workload' as const,
        id,
        // Who has no old address has always been in the cluster.
        change: { now: addresses.length + vips.length === 0 ? 'cluster' : nows[phaseOf(id)] },
      })),
    );
    return result.ok ? result.value : inventoryText.text;
  }

  #note(edits: readonly ListEdit[], wave: number): void {
    for (const { inserts, list } of edits) {
      for (const { text } of inserts) this.#written.set(`${list} ${text}`, wave);
    }
  }

  #forget(edits: readonly ListEdit[], wave: number): void {
    for (const { list, removes } of edits) {
      for (const { text } of removes) {
        const from = this.#written.get(`${list} ${text}`);
        if (from === undefined || from === wave) continue;
        const key = `${from} ${wave}`;
        this.#fleeting.set(key, (this.#fleeting.get(key) ?? 0) + 1);
      }
    }
  }

  /** Says of each wave which lines it removes that an earlier one wrote. */
  #withFleeting(waves: readonly PlannedWave[], order: Waves): readonly PlannedWave[] {
    return waves.map((wave) => {
      const said = [...this.#fleeting].flatMap(([key, lines]): readonly MoveDiagnostic[] => {
        const [from = 0, to = 0] = key.split(' ').map(Number);
        return to !== wave.number
          ? []
          : [
              {
                code: 'move/two-waves',
                source: '',
                span: { start: 0, end: 0 },
                facts: {
                  first: (order[from - 1] ?? []).join(', '),
                  second: (order[to - 1] ?? []).join(', '),
                  lines,
                },
              },
            ];
      });
      return { ...wave, findings: [...wave.findings, ...said.map(explained)] };
    });
  }
}

function phases(
  earlier: ReadonlySet<string>,
  workloads: readonly string[],
  current: Phase,
): (id: string) => Phase {
  const now = new Set(workloads);
  return (id) => (earlier.has(id) ? 'new' : now.has(id) ? current : 'old');
}

function explained(diagnostic: MoveDiagnostic): ExplainedDiagnostic {
  return explain(moveCatalogue, diagnostic);
}
