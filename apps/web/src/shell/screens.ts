/** The screens by name. Most come by themselves, when they are first wanted or ahead of it. */
import { type ComponentType, lazy } from 'react';
import type { ScreenName } from '../session/route.ts';
import { OverviewScreen } from '../screens/overview.tsx';
import { ProofScreen } from '../screens/proof.tsx';
import { StartScreen } from '../screens/start.tsx';
import { TraceScreen } from '../screens/trace.tsx';
import { NotLoaded } from './screen-boundary.tsx';

const AT_HAND: Readonly<Partial<Record<ScreenName, ComponentType>>> = {
  start: StartScreen,
  overview: OverviewScreen,
  proof: ProofScreen,
  trace: TraceScreen,
};

type LazyName =
  | 'connectivity'
  | 'network'
  | 'mappings'
  | 'rules'
  | 'policies'
  | 'findings'
  | 'checks';

const LOADS: Readonly<Record<LazyName, () => Promise<ComponentType>>> = {
  connectivity: async () => (await import('../screens/connectivity.tsx')).ConnectivityScreen,
  network: async () => (await import('../screens/network.tsx')).NetworkScreen,
  mappings: async () => (await import('../screens/mappings.tsx')).MappingsScreen,
  rules: async () => (await import('../screens/rules.tsx')).RulesScreen,
  policies: async () => (await import('../screens/policies.tsx')).PoliciesScreen,
  findings: async () => (await import('../screens/findings.tsx')).FindingsScreen,
  checks: async () => (await import('../screens/checks.tsx')).ChecksScreen,
};

const made = new Map<LazyName, ComponentType>();

/** The screen; it throws {@link NotLoaded} into the boundary above when it does not come. */
export function screenOf(name: ScreenName): ComponentType {
  const atHand = AT_HAND[name];
  if (atHand !== undefined) return atHand;
  const wanted = name as LazyName;
  const known = made.get(wanted);
  if (known !== undefined) return known;
  const screen = lazy(async () => {
    try {
      return { default: await LOADS[wanted]() };
    } catch (error) {
      throw new NotLoaded(error instanceof Error ? error.message : String(error));
    }
  });
  made.set(wanted, screen);
  return screen;
}

/** Has a screen that did not come be asked for again. */
export function forgetScreen(name: ScreenName): void {
  made.delete(name as LazyName);
}

/** Brings every screen while whoever serves the page is still there. What does not come is asked for when it is wanted. */
export function preloadScreens(): void {
  for (const load of Object.values(LOADS)) void load().catch(() => undefined);
}
