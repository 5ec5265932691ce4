import { Alert, Button, Group, Text } from '@mantine/core';
import { shown } from '../parts/shown-text.ts';
import { useSession, useSessionState } from '../session/use-session.ts';
import { takeFromDisk } from './reload-project.ts';

/** Says that files of the project changed on disk, before somebody works on against what they were. */
export function ChangedNotice() {
  const session = useSession();
  const { changedOnDisk, steps } = useSessionState();
  if (changedOnDisk.length === 0) return null;
  return (
    <Alert color="yellow" variant="outline" m="md" role="status" title="Changed on disk">
      <Text size="sm">
        {shown(changedOnDisk.join(', '))} changed since the page read{' '}
        {changedOnDisk.length === 1 ? 'it' : 'them'}.
      </Text>
      <Group gap="xs" mt="xs">
        <Button size="xs" variant="default" onClick={() => void takeFromDisk(session)}>
          {takeLabel(steps.length)}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => session.set({ changedOnDisk: [] })}>
          Later
        </Button>
      </Group>
    </Alert>
  );
}

/** What taking the files from disk does to what was reviewed. */
export function takeLabel(steps: number): string {
  if (steps === 0) return 'Take what is on disk';
  return `Take what is on disk and apply my ${steps === 1 ? 'review' : `${steps} reviews`} to it again`;
}
