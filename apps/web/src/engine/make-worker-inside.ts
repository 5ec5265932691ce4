/** The worker for the page in one file: its code is part of the page, and it is started from a blob. */
// The bundler makes the module that is named so.
// oxlint-disable-next-line import/default
import InsideWorker from './worker.ts?worker&inline';

/** Stands in for make-worker.ts. */
export function makeWorker(name: 'engine' | 'desk'): Worker {
  return new InsideWorker({ name });
}
