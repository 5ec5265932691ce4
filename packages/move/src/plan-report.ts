/** A plan as data for other programs, and as the file by which `move verify` knows what should be. */
import type { Around } from './around.ts';
import { editCommands, type ListEdit, resequenceCommand, undoCommands } from './edits.ts';
import type { ListText, MovePlan, PlannedState, PlannedWave } from './plan-move.ts';
import type { Task } from './tasks.ts';

/** `plan.json`. */
export interface PlanReport {
  readonly schema: 'aclift/move-plan/1';
  readonly proven: boolean;
  readonly complete: boolean;
  readonly today: readonly ListText[];
  /** Lists that are applied and that the plan leaves as they are. */
  readonly others: readonly ListText[];
  /** What stands around the lists that the plan edits; devices that it edits. */
  readonly around: readonly Around[];
  readonly waves: readonly WaveReport[];
}

/** What a wave is in `plan.json`. */
export interface WaveReport {
  readonly number: number;
  readonly workloads: readonly string[];
  /** Addresses that they leave: hosts, or `from-to`. */
  readonly leaves: readonly string[];
  readonly devices: readonly DeviceReport[];
  readonly states: readonly Omit<PlannedState, 'inventory'>[];
  readonly tasks: readonly Task[];
  readonly findings: readonly {
    readonly code: string;
    readonly severity: string;
    readonly message: string;
    readonly help: string | null;
  }[];
  readonly policies: PoliciesReport | null;
  /** Files below the plan's folder. */
  readonly files: readonly string[];
}

/** What was drafted for a wave. */
export interface PoliciesReport {
  readonly proven: boolean;
  readonly headline: string;
  readonly files: readonly string[];
  /** What ranges, ingress and policies together come to at entries where policies do not see clients. */
  readonly entries: readonly {
    readonly workload: string;
    /** `10.30.0.10 tcp 443` */
    readonly entry: string;
    readonly verdict: string;
    /** Whether it lets in exactly whom the lists let in. */
    readonly proven: boolean;
  }[];
  /** What whoever applies them should know of the cluster's edge. */
  readonly warnings: readonly {
    readonly code: string;
    readonly message: string;
    readonly help: string | null;
  }[];
}

/** The changes of a device: commands, and what they mean. */
export interface DeviceReport {
  readonly device: string;
  readonly file: string;
  readonly resequence: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly rollback: readonly string[];
  readonly rollbackAfter: readonly string[];
  /** Lines that `after` removes. */
  readonly removes: readonly {
    readonly list: string;
    readonly text: string;
    readonly line: number | null;
  }[];
}

/** @param policies what was drafted for each wave, by number. */
export function planReport(
  { around, complete, others, proven, today, waves }: MovePlan,
  policies: ReadonlyMap<number, PoliciesReport>,
): PlanReport {
  return {
    schema: 'aclift/move-plan/1',
    proven,
    complete,
    today,
    others,
    around,
    waves: waves.map((wave) => waveReport(wave, policies.get(wave.number))),
  };
}

function waveReport(
  { devices, findings, leaves, number, states, tasks, workloads }: PlannedWave,
  policies: PoliciesReport | undefined,
): WaveReport {
  return {
    number,
    workloads,
    leaves,
    devices: devices.map(({ after, before, device, source }) => ({
      device,
      file: source,
      resequence: [...before, ...after].flatMap((edit) => resequenceCommand(edit) ?? []),
      before: before.flatMap((edit) => editCommands(edit)),
      after: after.flatMap((edit) => editCommands(edit)),
      rollback: before.flatMap((edit) => undoCommands(edit)),
      rollbackAfter: after.flatMap((edit) => undoCommands(edit)),
      removes: after.flatMap((edit) => removesOf(edit)),
    })),
    states: states.map(({ claims, lists, name, step }) => ({ name, step, claims, lists })),
    tasks,
    findings: findings.map(({ code, help, message, severity }) => ({
      code,
      severity,
      message,
      help: help ?? null,
    })),
    policies: policies ?? null,
    files: [],
  };
}

function removesOf({ name, removes }: ListEdit): DeviceReport['removes'] {
  return removes.map(({ line, text }) => ({ list: name, text, line: line ?? null }));
}
