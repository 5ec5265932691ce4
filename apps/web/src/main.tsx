import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.css';
import './page.css';
import { MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { forgetfulColorScheme } from './color-scheme.ts';
import { Session } from './session/session.ts';
import { SessionContext } from './session/use-session.ts';
import { theme } from './theme.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    colorSchemeManager={forgetfulColorScheme()}
  >
    <SessionContext value={new Session()}>
      <App />
    </SessionContext>
  </MantineProvider>,
);
