/** Which screen is shown: the part of the address behind `#/`, so that any static host serves every screen. */
import { useSyncExternalStore } from 'react';

export const SCREENS = [
  'start',
  'overview',
  'connectivity',
  'network',
  'mappings',
  'rules',
  'policies',
  'proof',
  'findings',
  'checks',
  'trace',
] as const;
export type ScreenName = (typeof SCREENS)[number];

function current(): ScreenName {
  const name = window.location.hash.replace(/^#\/?/, '');
  return SCREENS.find((screen) => screen === name) ?? 'start';
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useScreen(): ScreenName {
  return useSyncExternalStore(subscribe, current);
}

export function go(screen: ScreenName): void {
  window.location.hash = `/${screen}`;
}
