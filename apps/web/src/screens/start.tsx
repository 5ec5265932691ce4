import { Alert, Anchor, Button, Collapse, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUpload } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { shown } from '../parts/shown-text.ts';
import { SYSTEMS_READ } from '../parts/systems-read.ts';
import { droppedFiles } from '../session/dropped-files.ts';
import { go } from '../session/route.ts';
import { takeFiles, withFiles } from '../session/take-files.ts';
import { useSession, useSessionState } from '../session/use-session.ts';
import { GivenFiles } from './given-files.tsx';
import { RunSettings } from './run-settings.tsx';
import classes from './start.module.css';

/** Where inputs come in: files, or one click on the sample. */
export function StartScreen() {
  const session = useSession();
  const { configs, counters, decisions, flows, hosts, inventory, policies, refused, review, work } =
    useSessionState();
  const [over, setOver] = useState(false);
  const [options, { toggle }] = useDisclosure();
  const picker = useRef<HTMLInputElement>(null);
  const busy = work.state === 'running';
  const given = [inventory, decisions, counters, ...configs, ...hosts, ...policies, ...flows];
  const nothing = given.every((file) => file === undefined);

  const start = async (): Promise<void> => {
    if (await session.run()) go('overview');
  };
  const take = async (files: readonly File[], left: readonly string[] = []): Promise<void> => {
    const read = await takeFiles(files);
    const taken = { ...read, refused: [...left, ...read.refused] };
    if (taken.project !== undefined) {
      session.reset();
      session.set({ ...taken.project, refused: taken.refused });
      return start();
    }
    const present = session.get();
    const anew = taken.inventory !== undefined || taken.decisions !== undefined;
    session.set({
      configs: withFiles(present.configs, taken.configs),
      inventory: taken.inventory ?? present.inventory,
      decisions: taken.decisions ?? present.decisions,
      hosts: withFiles(present.hosts, taken.hosts),
      counters: taken.counters ?? present.counters,
      policies: withFiles(present.policies, taken.policies),
      flows: withFiles(present.flows, taken.flows),
      refused: taken.refused,
      // What was reviewed was about the files before.
      ...(anew ? { steps: [], undone: [] } : {}),
      work: { state: 'idle' },
    });
  };
  const sample = async (which: 'SAMPLE' | 'UNNAMED_SAMPLE'): Promise<void> => {
    const samples = await import('../session/sample.ts');
    session.reset();
    session.set(samples[which]);
    if ((await session.run()) && which === 'UNNAMED_SAMPLE') go('mappings');
    else if (session.get().review !== undefined) go('overview');
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer).then(async ({ files, left }) => take(files, left));
  };

  return (
    <div className={classes.page}>
      <div className={classes.intro}>
        <Title order={1} className={classes.title}>
          Lift access lists into network policies, and see exactly what changes
        </Title>
        <Text className="dim" maw={620}>
          aclift reads {SYSTEMS_READ} configurations, maps their access lists onto workloads, drafts
          NetworkPolicy or CiliumNetworkPolicy objects, and proves each draft against the lists over
          all flows.
        </Text>
      </div>

      <div className={classes.columns}>
        {/* Files can be picked by button too. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <section
          className={`card ${classes.drop}`}
          data-over={over || undefined}
          aria-label="Inputs"
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <input
            ref={picker}
            type="file"
            multiple
            className="visually-hidden"
            aria-label="Configurations and inventory"
            tabIndex={-1}
            onChange={(event) => {
              void take([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = '';
            }}
          />
          {nothing ? (
            <div className={classes.empty}>
              <IconUpload size={30} stroke={1.4} aria-hidden />
              <Text fw={600}>Drop running configurations here</Text>
              <Text size="sm" className="dim">
                And what else you have: an inventory and decisions (YAML), a hosts file, the output
                of <span className="mono">show access-lists</span>, policies of a cluster, flows
                that were seen (CSV, Hubble, nfdump, syslog), a project that was saved here. Without
                an inventory aclift says what the lists hold and suggests who the addresses are.
              </Text>
              <Button mt="xs" variant="default" onClick={() => picker.current?.click()}>
                Choose files
              </Button>
            </div>
          ) : (
            <>
              <GivenFiles />
              <div className={classes.actions}>
                <Button disabled={configs.length === 0 || busy} onClick={() => void start()}>
                  {review === undefined ? 'Read, draft and prove' : 'Run again'}
                </Button>
                <Button variant="default" disabled={busy} onClick={() => picker.current?.click()}>
                  Add files
                </Button>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  ml="auto"
                  aria-expanded={options}
                  onClick={toggle}
                >
                  {options ? 'Hide options' : 'Options'}
                </Anchor>
              </div>
              <Collapse expanded={options}>
                <RunSettings />
              </Collapse>
              {configs.length === 0 && (
                <Text size="sm" className="dim" mt="sm">
                  Nothing can be said yet: add the configuration of the router whose lists you want
                  to lift.
                </Text>
              )}
            </>
          )}
          {refused.length > 0 && (
            <Alert color="yellow" variant="outline" mt="md" role="status">
              {refused.map((text) => (
                <div key={text}>{shown(text)}</div>
              ))}
            </Alert>
          )}
        </section>

        <aside className={classes.aside}>
          <section className={`card ${classes.sample}`}>
            <Title order={2} size="h5">
              No configuration at hand?
            </Title>
            <Text size="sm" className="dim" mt={4} mb="sm">
              A campus router with ten access lists in front of a shop, its billing and their
              databases: 69 lines, 8 workloads.
            </Text>
            <Button variant="light" fullWidth disabled={busy} onClick={() => void sample('SAMPLE')}>
              Open the campus sample
            </Button>
            <Button
              variant="subtle"
              size="xs"
              mt={6}
              fullWidth
              disabled={busy}
              onClick={() => void sample('UNNAMED_SAMPLE')}
            >
              The same with half of its names missing
            </Button>
          </section>
          <ol className={classes.promises}>
            <li>
              <b>Nothing vanishes.</b> Every access-list line ends in exactly one outcome, and the
              counts add up.
            </li>
            <li>
              <b>Nothing is claimed without proof.</b> Drafts are read back and compared with the
              lists over all flows.
            </li>
            <li>
              <b>Nothing leaves this page.</b> It is computed here, the page may talk to nobody
              else, and closing it forgets everything.
            </li>
          </ol>
        </aside>
      </div>
    </div>
  );
}
