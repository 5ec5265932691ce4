/** The plan of one family, step by step: what is inserted and removed in each wave, what is said about it, and what is proven. */
import type { Inventory } from '@aclift/inventory';
import type { Device, Family } from '@aclift/ir';
import { type Diagram, intersectRanges, normalizeRanges, NOTHING } from '@aclift/packet-set';
import type { FilterList, FilterRule, FlowBox } from '@aclift/verify';
import type { Both } from './choose-lines.ts';
import { type Demand, demandOf } from './demand.ts';
import type { MoveDiagnostic } from './diagnostic.ts';
import type { Dialect } from './dialect.ts';
import type { ListEdit } from './edits.ts';
import { type Estate, estateOf } from './estate.ts';
import { metFilters, type MetFilter } from './filters.ts';
import { findingsOf } from './findings.ts';
import { type Ground, type GroundOptions, groundOf, passingOf } from './ground.ts';
import { Images, type Phase } from './images.ts';
import { insertions } from './insert-lines.ts';
import type { InsertAt } from './place-lines.ts';
import { type Claim, proveState } from './proof.ts';
import { removals } from './remove-lines.ts';
import { repointed } from './tasks.ts';

/** How plans are made. */
export interface PlanOptions extends GroundOptions {
  /** Denied flows to new addresses of one's own: also denied on the way (`strict`), or by the policies alone (`pass`). */
  readonly unmoved: 'strict' | 'pass';
  readonly insert: InsertAt;
}

/** Images that do not pass, as boxes: they outlive the space that they were found in. */
export interface Unresolved {
  readonly openings: readonly FlowBox[];
  readonly answers: readonly FlowBox[];
  /** Images of denied flows that no list stops. */
  readonly open: readonly FlowBox[];
}

/** What routers learn for a wave, with what it leaves open. */
export interface Learning {
  readonly edits: readonly ListEdit[];
  /** Images that some filter stops all the same, each named in `said`. */
  readonly unresolved: Unresolved;
  readonly said: readonly MoveDiagnostic[];
}

/** Plans one family. */
export class FamilyPlan {
  ground: Ground;
  #filters: readonly MetFilter[];
  #asked:
    | {
        readonly phaseOf: (id: string) => Phase;
        readonly ground: Ground;
        readonly demand: Demand;
      }
    | undefined;
  readonly #make: (more: readonly FilterList[]) => Ground;
  readonly #dialect: Dialect;
  readonly #options: PlanOptions;

  constructor(
    devices: readonly Device[],
    inventory: Inventory,
    family: Family,
    dialect: Dialect,
    options: PlanOptions,
  ) {
    this.#make = (more) => groundOf(devices, inventory, family, options, more);
    this.ground = this.#make([]);
    this.#filters = metFilters(this.ground);
    this.#dialect = dialect;
    this.#options = options;
  }

  /** Demands of a state; the last one is kept, since it is asked for before and after it is typed. */
  demand(phaseOf: (id: string) => Phase): Demand {
    const known = this.#asked;
    if (known?.phaseOf === phaseOf && known.ground === this.ground) return known.demand;
    const demand = demandOf(this.ground, phaseOf, this.#options.unmoved);
    this.#asked = { phaseOf, ground: this.ground, demand };
    return demand;
  }

  /** What the lists lack in a state. @param devices as they are before it. */
  learn(devices: readonly Device[], phaseOf: (id: string) => Phase): Learning {
    const now = this.#estate(devices, phaseOf);
    this.#standOn(now);
    const demand = this.demand(phaseOf);
    const passes: Diagram =
      demand.denied.toDoors === NOTHING && demand.denied.fromExits === NOTHING
        ? NOTHING
        : passingOf(this.ground, now.lists).openings.max;
    const { edits, open, said, unresolved } = insertions(
      this.ground,
      this.#filters,
      demand,
      now,
      passes,
      this.#dialect,
      this.#options.insert,
    );
    return {
      edits,
      unresolved: this.#boxesOf(unresolved, open),
      said: [
        ...said,
        ...findingsOf(this.ground, this.#filters, demand, now, open, edits, this.#dialect, phaseOf),
      ],
    };
  }

  /** What the lists need not say any more in a state. @param workloads those of its wave. */
  forget(
    devices: readonly Device[],
    phaseOf: (id: string) => Phase,
    workloads: readonly string[],
    lineOf: (list: FilterList, rule: FilterRule) => number | undefined,
  ): { readonly edits: readonly ListEdit[]; readonly said: readonly MoveDiagnostic[] } {
    const now = estateOf(devices, this.ground.family);
    this.#standOn(now);
    const { movers, nodes, space } = this.ground;
    const { gone, kept } = new Images(space, movers, phaseOf, nodes);
    const met = new Map<string, Diagram>();
    for (const { filter, may } of this.#filters) {
      for (const step of filter.steps) {
        if (step.kind !== 'entries') continue;
        met.set(step.list, this.ground.space.union(met.get(step.list) ?? NOTHING, may));
      }
    }
    const away = {
      kept,
      of: (list: string, box: FlowBox): boolean => {
        const { space: own } = this.ground;
        return !own.meets(own.box(box), met.get(list) ?? NOTHING);
      },
    };
    const left = normalizeRanges(
      movers.filter(({ id }) => workloads.includes(id)).flatMap(({ owned }) => owned),
    );
    return removals(
      this.#filters,
      now,
      gone,
      intersectRanges(gone, left),
      away,
      this.#dialect,
      lineOf,
    );
  }

  /** @param devices read from configurations with the commands of the state. */
  prove(
    devices: readonly Device[],
    phaseOf: (id: string) => Phase,
    unresolved: Unresolved,
  ): readonly Claim[] {
    const now = this.#estate(devices, phaseOf);
    this.#standOn(now);
    const { space } = this.ground;
    const set = (boxes: readonly FlowBox[]): Diagram =>
      space.unionAll(boxes.map((box) => space.box(box)));
    const left = { openings: set(unresolved.openings), answers: set(unresolved.answers) };
    return proveState(this.ground, this.demand(phaseOf), now, left, set(unresolved.open));
  }

  /** New lines may cut addresses where no line did: then everything is worked out again with them. */
  #standOn({ lists, raw }: Estate): void {
    const all = [...raw.values(), ...lists.values()];
    if (this.ground.tells(all)) return;
    this.ground = this.#make(all);
    this.#filters = metFilters(this.ground);
  }

  #boxesOf({ answers, openings }: Both, open: Diagram): Unresolved {
    const { space } = this.ground;
    return {
      openings: [...space.regions(openings)],
      answers: [...space.regions(answers)],
      open: [...space.regions(open)],
    };
  }

  /** The lists of a state, with translations that point where their workloads are. */
  #estate(devices: readonly Device[], phaseOf: (id: string) => Phase): Estate {
    if (devices.every(({ staticNat }) => staticNat.length === 0)) {
      return estateOf(devices, this.ground.family);
    }
    const moving = this.ground.movers.filter(({ id }) => phaseOf(id) !== 'old');
    const moved = devices.map((device): Device => {
      if (device.staticNat.length === 0) return device;
      const staticNat = device.staticNat.map(
        (nat) =>
          moving.map((mover) => repointed(nat, mover)).find((one) => one !== undefined) ?? nat,
      );
      return { ...device, staticNat };
    });
    return estateOf(moved, this.ground.family);
  }
}
