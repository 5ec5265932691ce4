/** What is left of the lists at the end of a move, why, and the same without what does nothing any more. */
import { type FixedList, fixLists, type FixReport } from '@aclift/analysis';
import { printable } from '@aclift/diagnostics';
import { printLine, readDevice } from '@aclift/dialects';
import type { Device } from '@aclift/ir';
import type { MovePlan, PlanFile } from '@aclift/move';
import { count } from './count.ts';

const REASONS: Readonly<Record<FixedList['removed'][number]['reason'], string>> = {
  shadowed: 'lines before it decide everything that it matches',
  redundant: 'later lines decide the same without it',
  'matches-nothing': 'it matches no packet',
};

/** `end/DEVICE.cfg` for each device that the plan edits, and `end/residue.md`. Nothing for a plan that edits none. */
export function residueFiles(plan: MovePlan): readonly PlanFile[] {
  const { end } = plan;
  if (end.length === 0) return [];
  const devices = end.flatMap((source) => readDevice(source) ?? []);
  const fixed = fixLists({
    devices,
    sources: end,
    printLine,
    suppressed: [],
    reread: readDevice,
  });
  return [
    ...devices.map((device): PlanFile => {
      const text =
        fixed.files.find(({ file }) => file === device.source)?.text ??
        end.find(({ name }) => name === device.source)?.text ??
        '';
      return { path: `end/${fileName(device)}.cfg`, text };
    }),
    { path: 'end/residue.md', text: residueText(plan, devices, fixed) },
  ];
}

function fileName({ hostname, source }: Device): string {
  return (hostname ?? source).replaceAll(/[^A-Za-z0-9._-]/g, '_').replace(/^\.+/, '_');
}

function residueText(
  { today, waves }: MovePlan,
  devices: readonly Device[],
  { lists, refused }: FixReport,
): string {
  const last = waves.at(-1)?.states.at(-1)?.lists ?? [];
  const findings = waves.flatMap((wave) => wave.findings);
  const parts = today.map((before) => {
    const { device, family, name, source } = before;
    const after = last.find(
      (one) => one.source === source && one.name === name && one.family === family,
    );
    const rest = [...before.lines];
    const written = (after?.lines ?? []).filter((text) => {
      const at = rest.indexOf(text);
      if (at >= 0) rest.splice(at, 1);
      return at < 0;
    });
    const own = lists.find((one) => one.source === source && one.name === name);
    return { name, device, before, after, written, own };
  });
  const still = Map.groupBy(
    findings
      .filter(({ code: id }) => id === 'move/still-permitted')
      .map(({ facts }) => facts as Readonly<Record<'addresses' | 'list' | 'text', string>>)
      .filter(({ list, text }) =>
        last.some((one) => one.name === list && one.lines.includes(text)),
      ),
    ({ list, text }) => `${code(list)}: ${code(text)}`,
  );
  return `${[
    '# What is left of the lists',
    '',
    'Lists that the plan edits, as they are once every wave has moved. `end/DEVICE.cfg` has each configuration with them, without lines that do nothing any more: read again and compared over all packets, none is decided otherwise.',
    '',
    '| device | list | lines today | at the end | of these new | cleaned |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
    ...parts.map(
      ({ after, before, device, name, own, written }) =>
        `| ${code(device)} | ${code(name)} | ${before.lines.length} | ${after?.lines.length ?? 0} | ${written.length} | ${own?.after ?? after?.lines.length ?? 0} |`,
    ),
    '',
    ...section(
      'Lines that died',
      lists
        .filter(({ source }) => devices.some((one) => one.source === source))
        .flatMap(({ merged, name, removed }) => [
          ...removed.map(
            ({ reason, text }) => `${code(name)}: ${code(text)}, because ${REASONS[reason]}`,
          ),
          ...merged.map(
            ({ by, lines }) =>
              `${code(name)}: ${count(lines.length, 'line')} became one, ${code(by)}`,
          ),
        ]),
    ),
    ...section(
      'Lines that still permit an old address, together with others',
      [...still].map(
        ([line, members]) =>
          `${line} (${members.map(({ addresses }) => printable(addresses)).join(', ')})`,
      ),
    ),
    ...section(
      'Lines that the move wrote',
      parts.flatMap(({ name, written }) => written.map((text) => `${code(name)}: ${code(text)}`)),
    ),
    ...section(
      'Lists that could not be cleaned',
      refused.map(({ name, reason }) => `${code(name)}: ${printable(reason)}`),
    ),
    'Everything else stands for hosts that stay, or denies: denies are never removed by a plan.',
  ].join('\n')}\n`;
}

function section(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`## ${title}`, '', ...items.map((one) => `- ${one}`), ''];
}

function code(text: string): string {
  return `\`${printable(text)
    .replaceAll('`', "'")
    .replaceAll('|', String.raw`\|`)}\``;
}
