/** `--target`, the same wherever drafts are made: the choices are the targets that there are. */
import { TARGET_NAMES } from '@aclift/core';
import { Option } from 'commander';

/** @param description what the drafts are for, in the command's words. */
export function targetOption(description: string): Option {
  return new Option('-t, --target <kind>', description)
    .choices(TARGET_NAMES)
    .default(TARGET_NAMES[0]);
}
