import { useEffect, useRef } from 'react';
import { go } from '../session/route.ts';
import { sortFiles } from '../session/take-files.ts';
import { useSession } from '../session/use-session.ts';
import { projectOffered, readProject } from './project-client.ts';
import { lookForChanges } from './reload-project.ts';

/** Opens the project that the page was served with, if it was, and runs. */
export function useProject(): void {
  const session = useSession();
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current || !projectOffered()) return;
    opened.current = true;
    void (async () => {
      try {
        const { files, project } = await readProject();
        session.set({ ...sortFiles(files), project });
        if (await session.run()) go('overview');
      } catch (error) {
        const summary = error instanceof Error ? error.message : String(error);
        session.set({ work: { state: 'failed', summary, problems: [] } });
      }
    })();
  }, [session]);
  useEffect(() => {
    // Whoever comes back from an editor sees what was written there.
    const look = (): void => void lookForChanges(session);
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [session]);
}
