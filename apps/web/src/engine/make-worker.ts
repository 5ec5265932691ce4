/** Starts the worker in one of its roles. The page in one file has it inside; see make-worker-inside.ts. */
export function makeWorker(name: 'engine' | 'desk'): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name });
}
