/** Answers of a desk as React state. */
import { useEffect, useState } from 'react';
import { Dropped } from '../engine/desk-client.ts';

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
 * @param delay milliseconds to wait for another key, so that whoever runs through a list asks nothing on the way.
 */
export function useAnswer<T>(key: string | undefined, ask: () => Promise<T>, delay = 0): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { readonly key: string | undefined }>({
    state: 'idle',
    value: undefined,
    failure: undefined,
    key: undefined,
  });
  useEffect(() => {
    if (key === undefined) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      void (async () => {
        try {
          const value = await ask();
          if (wanted) setAnswer({ state: 'done', value, failure: undefined, key });
        } catch (error) {
          if (!wanted || error instanceof Dropped) return;
          const failure = error instanceof Error ? error.message : String(error);
          setAnswer({ state: 'failed', value: undefined, failure, key });
        }
      })();
    }, delay);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
    // The question is what the key says.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, delay]);
  if (key === undefined) return { state: 'idle', value: undefined, failure: undefined };
  return answer.key === key ? answer : { ...answer, state: 'working' };
}
