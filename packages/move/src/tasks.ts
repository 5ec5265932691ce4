/** What is no filter and has to change all the same: every line of a configuration that names an address of a workload that moves. */
import { LineMap, type SourceText } from '@aclift/diagnostics';
import { type Device, parseIpv4, type StaticNat } from '@aclift/ir';
import { rangesHold, type Ranges } from '@aclift/packet-set';
import type { Mover } from './movers.ts';

/** What a line is for. */
export type TaskKind =
  | 'nat'
  | 'nat-list'
  | 'route'
  | 'helper'
  | 'policy-list'
  | 'crypto-list'
  | 'device-access-list'
  | 'object-group'
  | 'other-list'
  | 'other';

/** A line to be changed by hand. */
export interface Task {
  readonly kind: TaskKind;
  readonly source: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly workload: string;
  /** Commands that do it exactly. Absent: a person has to decide. */
  readonly draft?: readonly string[];
}

/** Tasks for the workloads of a wave. @param texts configurations by name. */
export function tasksOf(
  devices: readonly Device[],
  texts: ReadonlyMap<string, SourceText>,
  movers: readonly Mover[],
): readonly Task[] {
  return devices.flatMap((device) => {
    const source = texts.get(device.source);
    return source === undefined ? [] : deviceTasks(device, source, movers);
  });
}

function deviceTasks(
  device: Device,
  source: SourceText,
  movers: readonly Mover[],
): readonly Task[] {
  const map = new LineMap(source.text);
  const tasks = new Map<string, Task>();
  const uses = new Map(device.references.map((reference) => [reference.list, reference]));
  const groups = new Set<number>();
  for (const group of device.objectGroups) {
    if (group.kind !== 'network') continue;
    for (const { span } of group.members) groups.add(map.position(span.start).line);
  }
  const entries = new Map<number, string>();
  for (const acl of device.acls) {
    for (const { span } of acl.entries) entries.set(map.position(span.start).line, acl.name);
  }
  for (const [at, raw] of source.text.split(/\r\n|\r|\n/).entries()) {
    const text = raw.trim();
    if (text === '' || text.startsWith('!')) continue;
    const line = at + 1;
    const mover = movers.find(({ owned }) => names(text, owned));
    if (mover === undefined) continue;
    const list = entries.get(line);
    const reference = list === undefined ? undefined : uses.get(list);
    // A plain filter is edited by the plan, and needs nobody.
    if (list !== undefined && reference === undefined) continue;
    const kind =
      reference !== undefined
        ? listKind(reference.use)
        : groups.has(line)
          ? 'object-group'
          : lineKind(text);
    const draft = kind === 'nat' ? natDraft(device, map, line, mover, text) : undefined;
    tasks.set(String(line), {
      kind,
      source: source.name,
      line,
      text,
      workload: mover.id,
      ...(draft === undefined ? {} : { draft }),
    });
  }
  return [...tasks.values()];
}

function names(text: string, owned: Ranges): boolean {
  return [...text.matchAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g)].some(([word]) => {
    const address = parseIpv4(word);
    return (
      address !== undefined && typeof owned[0]?.from === 'number' && rangesHold(owned, address)
    );
  });
}

function listKind(use: Device['references'][number]['use']): TaskKind {
  switch (use) {
    case 'nat':
      return 'nat-list';
    case 'crypto':
      return 'crypto-list';
    case 'device-access':
      return 'device-access-list';
    case 'route-map':
    case 'class-map':
    case 'rate-limit':
      return 'policy-list';
    case 'control-plane':
    case 'routing':
    case 'inspection':
    case 'switching':
    case 'multicast':
    case 'other':
      return 'other-list';
  }
}

function lineKind(text: string): TaskKind {
  if (/^ip nat /i.test(text)) return 'nat';
  if (/^ip route /i.test(text)) return 'route';
  if (/^ip helper-address /i.test(text)) return 'helper';
  return 'other';
}

/** The translation of a workload with one door, pointed at the door. */
function natDraft(
  device: Device,
  map: LineMap,
  line: number,
  mover: Mover,
  text: string,
): readonly string[] | undefined {
  const nat = device.staticNat.find(({ span }) => map.position(span.start).line === line);
  const next = nat === undefined ? undefined : repointed(nat, mover);
  if (nat === undefined || next === undefined) return undefined;
  const words = text.split(/\s+/);
  const at = words.findIndex((word) => parseIpv4(word) === nat.local);
  if (at < 0) return undefined;
  const moved = [...words];
  moved[at] = dotted(next.local);
  if (nat.localPort !== undefined && next.localPort !== undefined)
    moved[at + 1] = String(next.localPort);
  return [`no ${text}`, moved.join(' ')];
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** A translation once its workload has moved. Undefined: it is not plain where it goes. */
export function repointed(nat: StaticNat, { doors = [], old }: Mover): StaticNat | undefined {
  const { end, length, local, localPort, protocol, side } = nat;
  if (side !== 'inside' || end !== 'source' || (length ?? 32) !== 32) return undefined;
  if (typeof old[0]?.from === 'bigint' || !rangesHold(old, local)) return undefined;
  const [door, ...others] = doors;
  const address = door?.address[0];
  if (door === undefined || others.length > 0 || address?.from !== address?.to) return undefined;
  const { ports } = door;
  if (address === undefined || ports === undefined) return undefined;
  if (localPort === undefined) {
    return ports.every(({ port, target }) => port === target)
      ? { ...nat, local: Number(address.from) }
      : undefined;
  }
  const port = ports.find((one) => one.target === localPort && one.protocol === protocol);
  return port === undefined
    ? undefined
    : { ...nat, local: Number(address.from), localPort: port.port };
}
