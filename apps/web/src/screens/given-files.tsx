import {
  IconActivity,
  IconAddressBook,
  IconChecklist,
  IconFileCode,
  IconFileText,
  IconNumbers,
  IconTags,
  IconX,
} from '@tabler/icons-react';
import { shown } from '../parts/shown-text.ts';
import { useSession, useSessionState } from '../session/use-session.ts';
import classes from './start.module.css';

/** Inputs changed: what was reviewed was about others. */
const IDLE = { steps: [], undone: [], work: { state: 'idle' } } as const;

/** Every file that was given, with what it was taken for. */
export function GivenFiles() {
  const session = useSession();
  const { configs, counters, decisions, flows, hosts, inventory, policies } = useSessionState();
  return (
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
          onRemove={() => session.set({ flows: flows.filter(({ name }) => name !== file.name) })}
        />
      ))}
    </ul>
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
