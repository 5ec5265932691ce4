/** Signals that would end the program wait until a write is done. */
import { setImmediate } from 'node:timers/promises';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does `work`, which must not wait for anything, and obeys a signal that came meanwhile. */
export async function withoutSignals<T>(work: () => T): Promise<T> {
  let came: NodeJS.Signals | undefined;
  const hold = (signal: NodeJS.Signals): void => {
    came ??= signal;
  };
  // A program that has its own way to end is told by the runtime in any case, after the work.
  const signals = ENDING.filter((signal) => process.listenerCount(signal) === 0);
  for (const signal of signals) process.on(signal, hold);
  try {
    return work();
  } finally {
    // Signals reach the program between two turns of its loop.
    await setImmediate();
    for (const signal of signals) process.off(signal, hold);
    if (came !== undefined) process.kill(process.pid, came);
  }
}
