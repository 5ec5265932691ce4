import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

/** Keeps the choice while the page is open and no longer: nothing persists in the browser unless asked. */
export function forgetfulColorScheme(): MantineColorSchemeManager {
  let chosen: MantineColorScheme | undefined;
  return {
    get: (fallback) => chosen ?? fallback,
    set: (value) => {
      chosen = value;
    },
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => {
      chosen = undefined;
    },
  };
}
