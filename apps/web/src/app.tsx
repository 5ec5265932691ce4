import { AppShell, Center, Loader } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useEffect } from 'react';
import { Header } from './shell/header.tsx';
import { Navigation } from './shell/navigation.tsx';
import { Progress } from './shell/progress.tsx';
import { go, useScreen } from './session/route.ts';
import { useProject } from './project/use-project.ts';
import { useUnsavedWarning } from './session/use-unsaved-warning.ts';
import { useSessionState } from './session/use-session.ts';
import { OverviewScreen } from './screens/overview.tsx';
import { ProofScreen } from './screens/proof.tsx';
import { StartScreen } from './screens/start.tsx';
import { TraceScreen } from './screens/trace.tsx';

// These two bring the editor along.
const RulesScreen = lazy(async () => ({
  default: (await import('./screens/rules.tsx')).RulesScreen,
}));
const PoliciesScreen = lazy(async () => ({
  default: (await import('./screens/policies.tsx')).PoliciesScreen,
}));

const MappingsScreen = lazy(async () => ({
  default: (await import('./screens/mappings.tsx')).MappingsScreen,
}));
const ConnectivityScreen = lazy(async () => ({
  default: (await import('./screens/connectivity.tsx')).ConnectivityScreen,
}));
const ChecksScreen = lazy(async () => ({
  default: (await import('./screens/checks.tsx')).ChecksScreen,
}));
const NetworkScreen = lazy(async () => ({
  default: (await import('./screens/network.tsx')).NetworkScreen,
}));
const FindingsScreen = lazy(async () => ({
  default: (await import('./screens/findings.tsx')).FindingsScreen,
}));

const SCREEN = {
  start: StartScreen,
  overview: OverviewScreen,
  connectivity: ConnectivityScreen,
  mappings: MappingsScreen,
  rules: RulesScreen,
  policies: PoliciesScreen,
  proof: ProofScreen,
  findings: FindingsScreen,
  checks: ChecksScreen,
  trace: TraceScreen,
  network: NetworkScreen,
} as const;

/** The frame around the screens. Screens about a run are shown only when there is one. */
export function App() {
  const [menu, { toggle, close }] = useDisclosure();
  const { edited, review, steps } = useSessionState();
  const wanted = useScreen();
  const screen = review === undefined ? 'start' : wanted;
  useEffect(() => {
    if (screen !== wanted) go(screen);
    close();
  }, [screen, wanted, close]);
  useEffect(() => {
    // A screen begins at its top, wherever the one before was left.
    window.scrollTo(0, 0);
  }, [screen]);
  useProject();
  useUnsavedWarning(steps.length > 0 || edited.size > 0);
  const Screen = SCREEN[screen];
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{
        width: 208,
        breakpoint: 'md',
        collapsed: { mobile: !menu, desktop: review === undefined },
      }}
      padding={0}
    >
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <AppShell.Header>
        <Header menu={menu} onMenu={toggle} />
      </AppShell.Header>
      <AppShell.Navbar>
        <Navigation screen={screen} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Progress />
        <Suspense
          fallback={
            <Center h={240}>
              <Loader size="sm" aria-label="Loading the screen" />
            </Center>
          }
        >
          <Screen />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}
