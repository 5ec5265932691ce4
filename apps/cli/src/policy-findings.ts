/** What reading policy files had to say, for commands that judge flows by them: `aclift validate` says the rest. */
import { EXIT, type ExitCode } from './exit-code.ts';
import { warnLines } from './print.ts';

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

/** Warnings without which a verdict cannot be understood. */
const TOLD: ReadonlySet<string> = new Set([
  'policy/host-network',
  'policy/no-namespace',
  'policy/node-peers-need-flag',
]);

/** Errors after which an object, or a whole text, was not read. */
const NOT_READ: ReadonlySet<string> = new Set([
  'policy/missing-field',
  'policy/syntax',
  'policy/template',
  'policy/too-deep',
  'policy/too-large',
  'policy/too-many-aliases',
  'policy/unknown-value',
  'policy/unsupported-version',
  'policy/wrong-type',
]);

/** Writes errors, and warnings that bear on verdicts, to standard error: one line each. */
export function printPolicyFindings(diagnostics: readonly Finding[]): void {
  for (const { code, file, line, message, severity } of diagnostics) {
    if (!code.startsWith('policy/') || (severity !== 'error' && !TOLD.has(code))) continue;
    warnLines([`${file}:${line ?? 1}: ${severity}[${code}]: ${message}`]);
  }
}

/** Nobody may take a run for whole that left out a text which may be a policy, whatever it found in the others. */
export function unlessUnread(code: ExitCode, diagnostics: readonly Finding[]): ExitCode {
  return diagnostics.some((one) => NOT_READ.has(one.code)) ? EXIT.usage : code;
}
