import { Button, Group, Menu, Modal, Text } from '@mantine/core';
import { textDiff } from '@aclift/analysis';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { exportFiles } from '../export/export-files.ts';
import { shown } from '../parts/shown-text.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import { type OpenProject, readProject, writeDrafts, writeFile } from './project-client.ts';
import { takeLabel } from './changed-notice.tsx';
import { takeFromDisk } from './reload-project.ts';
import classes from './save-button.module.css';

/** Something to say about a save; `again` overwrites what stands in its way. */
interface Said {
  readonly text: string;
  readonly again?: () => Promise<void>;
  /** From what stands on disk to what would be written; absent: for drafts, whose message holds one. */
  readonly difference?: string;
}

/** Writes what was reviewed back into the project that `aclift review` serves. */
export function SaveButton({
  project,
  wide,
}: {
  readonly project: OpenProject;
  readonly wide: boolean;
}) {
  const session = useSession();
  const review = useReview();
  const { steps } = useSessionState();
  const { edited, inputsOf } = useSaved(project);
  const [said, setSaid] = useState<Said>();
  const [busy, setBusy] = useState(false);
  const [compared, setCompared] = useState(false);
  const files = inputsOf();

  const saveFiles = async (over: boolean): Promise<void> => {
    setBusy(true);
    let now = project;
    if (over) now = (await readProject()).project;
    for (const { path, text, what } of files) {
      const result = await writeFile(what, text, now.etags.get(path));
      if (!result.ok) {
        const difference = result.changed ? await differenceTo(path, text) : undefined;
        setBusy(false);
        setCompared(false);
        setSaid({
          text: `${result.message}.`,
          ...(result.changed ? { again: async () => saveFiles(true) } : {}),
          ...(difference === undefined ? {} : { difference }),
        });
        return;
      }
      now = { ...now, etags: new Map([...now.etags, [path, result.etag]]) };
    }
    session.saved(now);
    setBusy(false);
    setSaid({ text: `Written: ${files.map(({ path }) => path).join(', ')}.` });
  };
  const takeAgain = async (): Promise<void> => {
    try {
      const taken = await takeFromDisk(session);
      if (taken) {
        setSaid({
          text: 'Taken from disk, with your reviews on top. Nothing is written yet: save again.',
        });
      }
    } catch (error) {
      setSaid({ text: error instanceof Error ? error.message : String(error) });
    }
  };
  const saveDrafts = async (over: boolean): Promise<void> => {
    setBusy(true);
    const own = new Set(files.map(({ path }) => path));
    const drafts = exportFiles(review, edited)
      .filter(
        ({ path }) => path.includes('/') || (/^(?:report|rollout)\./.test(path) && !own.has(path)),
      )
      .map(({ bytes, path }) => ({ path, text: new TextDecoder().decode(bytes) }));
    const result = await writeDrafts(drafts, over);
    setBusy(false);
    setSaid(
      result.ok
        ? { text: `Written: ${drafts.length} files in ${project.drafts}/.` }
        : {
            text: result.message,
            ...(result.changed ? { again: async () => saveDrafts(true) } : {}),
          },
    );
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            {...(wide ? {} : { px: 8 })}
            loading={busy}
            aria-label="Save to the project"
          >
            <IconDeviceFloppy size={16} aria-hidden />
            {wide && <span className={classes.label}>Save</span>}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={files.length === 0} onClick={() => void saveFiles(false)}>
            {files.length === 0
              ? 'Inventory and decisions are saved'
              : `Write ${files.map(({ path }) => path).join(' and ')}`}
          </Menu.Item>
          <Menu.Item onClick={() => void saveDrafts(false)}>
            Write drafts and reports to {project.drafts}/
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={said !== undefined}
        onClose={() => setSaid(undefined)}
        title={said?.again === undefined ? 'Project' : 'Not written'}
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <pre className={classes.said} role="status">
          {(said?.text ?? '').split('\n').map(shown).join('\n')}
        </pre>
        {said?.again !== undefined && (
          <>
            <Text size="sm" mb="sm">
              Overwriting loses what stands there now.
            </Text>
            {compared && said.difference !== undefined && (
              <pre className={classes.said} aria-label="Difference">
                {said.difference.split('\n').map(shown).join('\n')}
              </pre>
            )}
            <Group gap="xs">
              {said.difference !== undefined && (
                <>
                  <Button
                    size="xs"
                    onClick={() => {
                      setSaid(undefined);
                      void takeAgain();
                    }}
                  >
                    {takeLabel(steps.length)}
                  </Button>
                  <Button
                    size="xs"
                    variant="default"
                    aria-expanded={compared}
                    onClick={() => setCompared(!compared)}
                  >
                    {compared ? 'Hide the difference' : 'Show the difference'}
                  </Button>
                </>
              )}
              <Button
                size="xs"
                color="red"
                onClick={() => {
                  const { again } = said;
                  setSaid(undefined);
                  void again?.();
                }}
              >
                Overwrite
              </Button>
              <Button size="xs" variant="default" onClick={() => setSaid(undefined)}>
                Cancel
              </Button>
            </Group>
          </>
        )}
      </Modal>
    </>
  );
}

/** What writing `text` would change of the file on disk; undefined: it cannot be read. */
async function differenceTo(path: string, text: string): Promise<string | undefined> {
  try {
    const found = (await readProject()).files.find(({ name }) => name === path);
    const before = found === undefined ? '' : new TextDecoder().decode(found.bytes);
    return textDiff(path, before, text, { before: 'on disk', after: 'would be written' });
  } catch {
    return undefined;
  }
}

/** The files that differ from the project's. */
function useSaved(project: OpenProject) {
  const { edited, steps } = useSessionState();
  const review = useReview();
  const inputsOf = () =>
    steps.length === 0
      ? []
      : (['inventory', 'decisions'] as const).flatMap((what) => {
          const now = review[what];
          const before = review.inputs[what];
          if (now === undefined) return [];
          if (before !== undefined && new TextDecoder().decode(before.bytes) === now.text)
            return [];
          return [{ what, path: project[what], text: now.text }];
        });
  return { edited, inputsOf };
}
