/** What reading a text gives. */
import type { Device } from '@aclift/ir';
import type { LineAccount, Refusal } from '@aclift/dialect-kit';
import type { IosDiagnostic } from '../diagnostics.ts';

export interface ReadConfig {
  readonly device: Device;
  readonly diagnostics: readonly IosDiagnostic[];
  readonly lines: LineAccount;
  /** Why nothing of the text counts. Absent: it is IOS. */
  readonly refusal?: Refusal;
}
