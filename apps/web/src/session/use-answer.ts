/** Answers of a desk as React state. */
import { useEffect, useState } from 'react';

/** How a question stands. `value` is the last answer, also while a newer question is worked on. */
export interface Answer<T> {
  readonly state: 'idle' | 'working' | 'done' | 'failed';
  readonly value: T | undefined;
  /** What went wrong, for people; only with `failed`. */
  readonly failure: string | undefined;
}

/**
 * Asks whenever `key` changes.
 * @param key undefined: nothing to ask.
 * @param ask told by the signal that its answer is not wanted any more.
 * @param delay milliseconds to wait for another key, so that whoever runs through a list asks nothing on the way.
 */
export function useAnswer<T>(
  key: string | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
  delay = 0,
): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { readonly key: string | undefined }>({
    state: 'idle',
    value: undefined,
    failure: undefined,
    key: undefined,
  });
  useEffect(() => {
    if (key === undefined) return undefined;
    const unwanted = new AbortController();
    const { signal } = unwanted;
    const timer = setTimeout(() => {
      void (async () => {
        try {
          const value = await ask(signal);
          if (!signal.aborted) setAnswer({ state: 'done', value, failure: undefined, key });
        } catch (error) {
          if (signal.aborted) return;
          const failure = error instanceof Error ? error.message : String(error);
          setAnswer({ state: 'failed', value: undefined, failure, key });
        }
      })();
    }, delay);
    return () => {
      unwanted.abort();
      clearTimeout(timer);
    };
    // The question is what the key says.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, delay]);
  if (key === undefined) return { state: 'idle', value: undefined, failure: undefined };
  return answer.key === key ? answer : { ...answer, state: 'working' };
}
