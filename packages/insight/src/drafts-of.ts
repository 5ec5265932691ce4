/** The drafts of a migration as policy files, for commands that take any policies. */
import type { SourceText } from '@aclift/diagnostics';
import { migrate, type MigrateInput } from '@aclift/core';

/** What is compared when nobody names policies: the YAML that a migration would write. */
export function draftsOf(input: Omit<MigrateInput, 'onStage'>): readonly SourceText[] {
  const { decisions, devices, inventory, options, sources } = input;
  const { files } = migrate({
    devices,
    sources,
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    diagnostics: [],
    options,
  });
  return files
    .filter(({ path }) => path.startsWith('policies') && path.endsWith('.yaml'))
    .map(({ path, text }) => ({ name: path, text }));
}
