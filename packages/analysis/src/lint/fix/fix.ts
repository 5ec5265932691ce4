/** Takes out of lists what does nothing, and proves that each permits and denies the same packets as before. */
import { Sources, type SourceText } from '@aclift/diagnostics';
import { type Ace, type Acl, type AclEntry, type Device, ListRoles } from '@aclift/ir';
import { deviceLists, differences, modelLists, whySelected } from '@aclift/lists';
import { DiagramBudgetError } from '@aclift/packet-set';
import { textDiff } from '../../text-diff.ts';
import type { ListName } from '../finding.ts';
import type { LintInput } from '../lint.ts';
import type { LintDiagnostic } from '../lint-diagnostic.ts';
import type { LintReport, ReportedPlace } from '../lint-report.ts';
import type { Cleaning } from './clean-list.ts';
import { cleaningOf, idleRemarks } from './clean-list.ts';
import type {
  FixedFile,
  FixedList,
  FixReport,
  LeftList,
  RefusedList,
  RemovalReason,
} from './fix-report.ts';
import { applyEdits, type TextEdit } from './text-edits.ts';

export interface FixInput extends Pick<LintInput, 'devices' | 'sources' | 'printLine'> {
  /** Reads a text as the device was read. Undefined: it is no configuration any more. */
  readonly reread: (source: SourceText) => Device | undefined;
  /** Findings that somebody has accepted, as the analyser reports them: their lines stay. */
  readonly suppressed: LintReport['suppressed'];
  /** Most diagram nodes for one list. Default 30 million. */
  readonly nodeLimit?: number;
}

/** Lists that stay as they are, to be added to. */
interface Untouched {
  readonly refused: RefusedList[];
  readonly left: LeftList[];
}

/** One list of a file with what is to be done to it. */
interface Plan {
  readonly acl: Acl;
  readonly cleaning: Cleaning;
  readonly edits: readonly TextEdit[];
}

/**
 * Lines that never decide a packet, that later lines make needless, or that match nothing are taken out; lines that one
 * line can stand for become it. The new text is read again and every list compared with the old one over all packets:
 * a list that differs is left as it was, and said to be refused.
 */
export function fixLists(input: FixInput): FixReport {
  const sources = new Sources(input.sources);
  const files: FixedFile[] = [];
  const lists: FixedList[] = [];
  const refused: RefusedList[] = [];
  const left: LeftList[] = [];
  for (const device of input.devices) {
    const source = input.sources.find(({ name }) => name === device.source);
    if (source === undefined) throw new Error(`no source ${device.source}`);
    const fixed = fixDevice(input, device, source, { refused, left });
    for (const { acl, cleaning } of fixed.plans) {
      lists.push(
        reportList(device, acl, cleaning, sources, (ace) => input.printLine(ace, acl, device)),
      );
    }
    if (fixed.text !== source.text) {
      files.push({
        file: source.name,
        text: fixed.text,
        diff: textDiff(source.name, source.text, fixed.text),
      });
    }
  }
  return { schema: 'aclift/lint-fix/1', files, lists, refused, left };
}

function fixDevice(
  input: FixInput,
  device: Device,
  source: SourceText,
  untouched: Untouched,
): { readonly text: string; readonly plans: readonly Plan[] } {
  let plans = plansOf(input, device, source, untouched);
  for (;;) {
    const edits = plans.flatMap((plan) => plan.edits);
    if (edits.length === 0) return { text: source.text, plans };
    const text = applyEdits(source.text, edits);
    const after = input.reread({ name: source.name, text });
    const wrong = plans.filter(
      ({ acl, edits: own }) => own.length > 0 && !isSame(device, after, acl, input.nodeLimit),
    );
    const others = device.acls.filter((acl) => plans.every((plan) => plan.acl !== acl));
    const spilt = others.some((acl) => !isSame(device, after, acl, input.nodeLimit));
    if (wrong.length === 0 && !spilt) return { text, plans };
    // Where a change reaches other lists nobody can tell which one it was.
    const bad = new Set(spilt ? plans : wrong);
    for (const { acl } of bad) {
      const reason = 'the changed text does not read as the same list';
      untouched.refused.push({ ...nameOf(device, acl), reason });
    }
    plans = plans.filter((plan) => !bad.has(plan));
  }
}

function plansOf(
  { nodeLimit, printLine, suppressed }: FixInput,
  device: Device,
  source: SourceText,
  { left, refused }: Untouched,
): readonly Plan[] {
  const roles = new ListRoles(device);
  const accepted = new Set(
    suppressed.flatMap(({ code, file, span }) =>
      file === device.source ? [`${code} ${span.start}`] : [],
    ),
  );
  return deviceLists(device).flatMap((list): Plan[] => {
    const { acl } = list.list;
    try {
      const [model] = modelLists([list], [], nodeLimit);
      if (model === undefined) return [];
      const cleaning = cleaningOf(model, ({ span }, reason) =>
        codesOf(reason).some((code) => accepted.has(`${code} ${span.start}`)),
      );
      const selectsFor = roles.of(acl)?.selectsFor ?? [];
      if (selectsFor.length > 0) {
        // Which packets its permits hold is not all that counts.
        if (cleaning.removed.length + cleaning.merged.length > 0) {
          left.push({ ...nameOf(device, acl), reason: whySelected(selectsFor) });
        }
        return [];
      }
      if (cleaning.removed.length + cleaning.merged.length + cleaning.kept.length === 0) return [];
      return [
        {
          acl,
          cleaning,
          edits: editsOf(acl, cleaning, source.text, (ace) => printLine(ace, acl, device)),
        },
      ];
    } catch (error) {
      if (!(error instanceof DiagramBudgetError)) throw error;
      const reason = 'the list is too tangled to be judged exactly';
      refused.push({ ...nameOf(device, acl), reason });
      return [];
    }
  });
}

function codesOf(reason: RemovalReason): readonly LintDiagnostic['code'][] {
  return reason === 'shadowed'
    ? ['lint/shadowed', 'lint/shadowed-by-opposite']
    : [`lint/${reason}`];
}

function editsOf(
  acl: Acl,
  { merged, removed }: Cleaning,
  text: string,
  print: (ace: Ace) => string,
): readonly TextEdit[] {
  const gone = new Set<AclEntry>([
    ...removed.map(({ entry }) => entry),
    ...merged.flatMap(({ others }) => others),
  ]);
  return [
    ...[...gone, ...idleRemarks(acl.entries, gone)].map(({ span }) => ({ span })),
    ...merged.map(({ by, line }) => {
      const written = text.slice(line.span.start, line.span.end);
      // List number and sequence number stay in front of the line as they are.
      const [prefix = ''] = /^.*?(?=\b(?:permit|deny)\b)/is.exec(written) ?? [];
      // IPv6 lists may name the number at the end.
      const [suffix = ''] = /\s+sequence\s+\d+$/i.exec(written) ?? [];
      return { span: line.span, text: `${prefix}${print(by)}${suffix}` };
    }),
  ];
}

function isSame(before: Device, after: Device | undefined, acl: Acl, nodeLimit?: number): boolean {
  if (after === undefined) return false;
  const list = (device: Device) =>
    deviceLists(device).find(
      ({ list: { acl: each } }) => each.name === acl.name && each.family === acl.family,
    );
  const [old, young] = [list(before), list(after)];
  if (old === undefined || young === undefined) return old === young;
  if (unreadable(old.list.acl) !== unreadable(young.list.acl)) return false;
  try {
    const [oldModel, newModel] = modelLists([old, young], [], nodeLimit);
    if (oldModel === undefined || newModel === undefined) return false;
    return differences(oldModel, newModel).length === 0;
  } catch (error) {
    // What cannot be shown to be the same is not.
    if (error instanceof DiagramBudgetError) return false;
    throw error;
  }
}

/** Lines of a list that nobody understood: none may be lost or made. */
function unreadable({ entries }: Acl): number {
  return entries.filter(({ kind }) => kind === 'unrecognized').length;
}

function nameOf({ source }: Device, { family, name }: Acl): ListName {
  return { source, family, name };
}

function reportList(
  device: Device,
  acl: Acl,
  { kept, merged, removed }: Cleaning,
  sources: Sources,
  print: (ace: Cleaning['merged'][number]['by']) => string,
): FixedList {
  const place = ({ span }: AclEntry): ReportedPlace => {
    const { column, line } = sources.position(device.source, span);
    return { file: device.source, line, column, span, text: sources.text(device.source, span) };
  };
  const before = acl.entries.filter(({ kind }) => kind !== 'remark').length;
  return {
    ...nameOf(device, acl),
    removed: removed.map(({ entry, reason }) => ({ ...place(entry), reason })),
    merged: merged.map(({ by, line, others }) => ({
      lines: [line, ...others].map(place),
      by: print(by),
    })),
    kept: kept.map(({ entry, reason }) => ({ ...place(entry), reason })),
    before,
    after: before - removed.length - merged.flatMap(({ others }) => others).length,
  };
}
