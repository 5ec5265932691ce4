import { AppShell, Center, Loader } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { createElement, Suspense, useEffect, useState } from 'react';
import { Header } from './shell/header.tsx';
import { Navigation } from './shell/navigation.tsx';
import { Progress } from './shell/progress.tsx';
import { go, useScreen } from './session/route.ts';
import { ChangedNotice } from './project/changed-notice.tsx';
import { useProject } from './project/use-project.ts';
import { useUnsavedWarning } from './session/use-unsaved-warning.ts';
import { useSession, useSessionState } from './session/use-session.ts';
import { ScreenBoundary } from './shell/screen-boundary.tsx';
import { forgetScreen, preloadScreens, screenOf } from './shell/screens.ts';

/** The frame around the screens. Screens about a run are shown only when there is one. */
export function App() {
  const [menu, { toggle, close }] = useDisclosure();
  const session = useSession();
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
  const [tries, setTries] = useState(0);
  const begun = review !== undefined;
  useEffect(() => {
    if (!begun) return;
    preloadScreens();
    session.desk.warm();
    session.analyst.warm();
  }, [begun, session]);
  const narrow = useMediaQuery('(max-width: 61.99em)', false);
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
      <a
        className="skip"
        href={`#/${screen}`}
        onClick={(event) => {
          // The address says which screen is shown, and stays.
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        Skip to the content
      </a>
      <AppShell.Header>
        <Header menu={menu} onMenu={toggle} />
      </AppShell.Header>
      {/* Out of sight it must be out of reach too. */}
      <AppShell.Navbar inert={!begun || (narrow && !menu)}>
        <Navigation screen={screen} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <ChangedNotice />
        <Progress />
        <ScreenBoundary
          of={screen}
          onAgain={() => {
            forgetScreen(screen);
            setTries(tries + 1);
          }}
        >
          <Suspense
            fallback={
              <Center h={240}>
                <Loader size="sm" aria-label="Loading the screen" />
              </Center>
            }
          >
            {createElement(screenOf(screen))}
          </Suspense>
        </ScreenBoundary>
      </AppShell.Main>
    </AppShell>
  );
}
