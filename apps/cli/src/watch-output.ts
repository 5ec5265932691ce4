/** What happens when standard output or standard error cannot be written to. */
import { EXIT } from './exit-code.ts';
import { reasonOf } from './input-error.ts';
import { warnLines } from './print.ts';

/** Whether something of the output is lost. */
export interface OutputWatch {
  readonly failed: () => boolean;
}

/**
 * A reader that has seen enough (`| head`) is no error: the rest is not printed, and the command goes on to its exit code.
 * Anything else, such as a full disk, is said once, and the program ends with the exit code for that.
 */
export function watchOutput(): OutputWatch {
  let failed = false;
  const onError = (told: boolean) => (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || failed) return;
    failed = true;
    process.exitCode = EXIT.usage;
    if (told) warnLines([`aclift: cannot write the output: ${reasonOf(error)}`]);
  };
  process.stdout.on('error', onError(true));
  process.stderr.on('error', onError(false));
  return { failed: () => failed };
}
