/** The variant of drafts that isolates nobody: allow rules alone, to be applied before the drafts themselves. */
import { writePolicy } from '@aclift/policy';
import type { WrittenDraft } from '../draft/draft.ts';
import type { TargetAudit } from '../targets/target-profile.ts';

/** Folder of the variant, below the output folder. */
export const AUDIT_FOLDER = 'policies-audit';

/** A file of the variant. */
export interface AuditFile {
  /** Below the output folder. */
  readonly path: string;
  readonly text: string;
}

const HEAD = [
  'Draft made by aclift for a rollout in audit mode: the allow rules of the object with the same name, without isolation.',
  'Denies and conditions on requests are left out, because they would act at once.',
];

/** Objects that have allow rules, without isolation. */
export function auditFiles(
  { withoutIsolation }: TargetAudit,
  written: readonly WrittenDraft[],
): readonly AuditFile[] {
  return written.flatMap(({ draft, path }) => {
    const object = withoutIsolation(draft.object);
    if (object === undefined) return [];
    const provenance = [{ path: [], lines: HEAD }];
    return [
      {
        path: path.replace(/^policies\//, `${AUDIT_FOLDER}/`),
        text: writePolicy(object, provenance),
      },
    ];
  });
}
