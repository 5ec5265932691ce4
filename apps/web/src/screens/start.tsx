import { Alert, Anchor, Button, Collapse, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { systemsRead } from '@aclift/workspace';
import {
  IconActivity,
  IconAddressBook,
  IconChecklist,
  IconFileCode,
  IconFileText,
  IconNumbers,
  IconTags,
  IconUpload,
  IconX,
} from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { shown } from '../parts/shown-text.ts';
import { go } from '../session/route.ts';
import { takeFiles, withFiles } from '../session/take-files.ts';
import { useSession, useSessionState } from '../session/use-session.ts';
import { RunSettings } from './run-settings.tsx';
import classes from './start.module.css';

/** Inputs changed: what was reviewed was about others. */
const IDLE = { steps: [], undone: [], work: { state: 'idle' } } as const;

/** Where inputs come in: files, or one click on the sample. */
export function StartScreen() {
  const session = useSession();
  const { configs, counters, decisions, flows, hosts, inventory, policies, refused, review, work } =
    useSessionState();
  const [over, setOver] = useState(false);
  const [options, { toggle }] = useDisclosure();
  const picker = useRef<HTMLInputElement>(null);
  const busy = work.state === 'running';

  const start = async (): Promise<void> => {
    if (await session.run()) go('overview');
  };
  const take = async (files: readonly File[]): Promise<void> => {
    const taken = await takeFiles(files);
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
    void take([...event.dataTransfer.files]);
  };

  return (
    <div className={classes.page}>
      <div className={classes.intro}>
        <Title order={1} className={classes.title}>
          Lift access lists into network policies, and see exactly what changes
        </Title>
        <Text className="dim" maw={620}>
          aclift reads {systemsRead()} configurations, maps their access lists onto workloads,
          drafts NetworkPolicy or CiliumNetworkPolicy objects, and proves each draft against the
          lists over all flows.
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
          {configs.length === 0 && inventory === undefined && decisions === undefined ? (
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
              <ul className={classes.files}>
                {configs.map((config) => (
                  <FileRow
                    key={config.name}
                    name={config.name}
                    what={`configuration, ${size(config.bytes.length)}`}
                    Icon={IconFileText}
                    onRemove={() =>
                      session.set({
                        configs: configs.filter(({ name }) => name !== config.name),
                        work: { state: 'idle' },
                      })
                    }
                  />
                ))}
                {inventory !== undefined && (
                  <FileRow
                    name={inventory.name}
                    what="inventory: who lives at which address"
                    Icon={IconTags}
                    onRemove={() => session.set({ inventory: undefined, ...IDLE })}
                  />
                )}
                {decisions !== undefined && (
                  <FileRow
                    name={decisions.name}
                    what="decisions: what was reviewed before"
                    Icon={IconChecklist}
                    onRemove={() => session.set({ decisions: undefined, ...IDLE })}
                  />
                )}
                {hosts.map((file) => (
                  <FileRow
                    key={file.name}
                    name={file.name}
                    what="names of addresses, for suggestions"
                    Icon={IconAddressBook}
                    onRemove={() =>
                      session.set({
                        hosts: hosts.filter(({ name }) => name !== file.name),
                        ...IDLE,
                      })
                    }
                  />
                ))}
                {counters !== undefined && (
                  <FileRow
                    name={counters.name}
                    what="hit counters of the lists, for findings"
                    Icon={IconNumbers}
                    onRemove={() => session.set({ counters: undefined, ...IDLE })}
                  />
                )}
                {policies.map((file) => (
                  <FileRow
                    key={file.name}
                    name={file.name}
                    what="policies, to be held against the lists"
                    Icon={IconFileCode}
                    onRemove={() =>
                      session.set({ policies: policies.filter(({ name }) => name !== file.name) })
                    }
                  />
                ))}
                {flows.map((file) => (
                  <FileRow
                    key={file.name}
                    name={file.name}
                    what={`flows that were seen, ${size(file.size)}`}
                    Icon={IconActivity}
                    onRemove={() =>
                      session.set({ flows: flows.filter(({ name }) => name !== file.name) })
                    }
                  />
                ))}
              </ul>
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
                  An inventory alone says nothing: add the configuration of the router whose lists
                  you want to lift.
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

interface FileRowProps {
  readonly name: string;
  readonly what: string;
  readonly Icon: typeof IconFileText;
  readonly onRemove: () => void;
}

function FileRow({ name, what, Icon, onRemove }: FileRowProps) {
  return (
    <li className={classes.file}>
      <Icon size={20} stroke={1.5} aria-hidden />
      <div className={classes.fileText}>
        <div className="mono">{shown(name)}</div>
        <div className={`dim ${classes.what}`}>{what}</div>
      </div>
      <button
        type="button"
        className={classes.remove}
        onClick={onRemove}
        aria-label={`Remove ${shown(name)}`}
      >
        <IconX size={16} aria-hidden />
      </button>
    </li>
  );
}

function size(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} kB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
