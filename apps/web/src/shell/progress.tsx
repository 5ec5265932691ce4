import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { IconCheck, IconCircleDotted } from '@tabler/icons-react';
import { Problems } from '../parts/problems.tsx';
import { useSession, useSessionState } from '../session/use-session.ts';
import { PHASES } from './phases.ts';
import classes from './progress.module.css';

/** What a run is doing, or why there is none. Above whatever screen is open. */
export function Progress() {
  const session = useSession();
  const { work } = useSessionState();
  if (work.state === 'running') {
    const at = PHASES.findIndex(({ phase }) => phase === work.phase);
    return (
      <section className={`card ${classes.panel}`} aria-label="Progress" aria-live="polite">
        <ol className={classes.phases}>
          {PHASES.map(({ phase, text }, i) => (
            <li
              key={phase}
              className={classes.phase}
              data-state={i < at ? 'done' : i === at ? 'now' : 'next'}
            >
              {i < at ? (
                <IconCheck size={16} aria-hidden />
              ) : i === at ? (
                <Loader size={14} aria-hidden />
              ) : (
                <IconCircleDotted size={16} aria-hidden />
              )}
              {text}
            </li>
          ))}
        </ol>
        <Button variant="default" size="xs" onClick={() => session.cancel()}>
          Cancel
        </Button>
      </section>
    );
  }
  if (work.state === 'failed') {
    return (
      <Alert
        className={classes.panel}
        color={work.problems.length > 0 ? 'red' : 'gray'}
        variant="outline"
        role="alert"
        withCloseButton
        closeButtonLabel="Dismiss"
        onClose={() => session.set({ work: { state: 'idle' } })}
      >
        <Text fw={600} size="sm">
          {work.summary}
        </Text>
        {work.problems.length > 0 && (
          <Group mt="sm">
            <Problems problems={work.problems} />
          </Group>
        )}
      </Alert>
    );
  }
  return null;
}
