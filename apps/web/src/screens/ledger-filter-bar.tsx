import { Button, CloseButton, Menu, MultiSelect, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { listKey, OUTCOMES, type OutcomeName } from '@aclift/core';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { shown } from '../parts/shown-text.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import classes from './rules.module.css';

/** Search and filters of the ledger, with how many lines are left. */
export function LedgerFilterBar({
  byAny,
  shown: count,
}: {
  readonly shown: number;
  /** Lines that match an address only because they say `any`. */
  readonly byAny: number;
}) {
  const session = useSession();
  const review = useReview();
  const { ledgerFilter } = useSessionState();
  const [text, setText] = useState(ledgerFilter.text ?? '');
  const [settled] = useDebouncedValue(text, 120);
  useEffect(() => {
    const present = session.get().ledgerFilter;
    if ((present.text ?? '') !== settled)
      session.set({ ledgerFilter: { ...present, text: settled } });
  }, [session, settled]);
  const { ledger } = review;
  const present = OUTCOMES.filter((name) => review.report.ledger.outcomes[name] > 0);
  const many = ledger.lists.some(({ file }) => file !== ledger.lists[0]?.file);
  const active =
    ledgerFilter.list !== undefined ||
    ledgerFilter.outcomes !== undefined ||
    ledgerFilter.reasons !== undefined ||
    ledgerFilter.draft !== undefined ||
    text !== '';
  return (
    <div className={classes.filters}>
      <TextInput
        size="xs"
        className={classes.search}
        aria-label="Search lines"
        placeholder="Words, an address such as 10.10.20.31, a place such as :154"
        leftSection={<IconSearch size={15} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rightSection={
          text === '' ? null : (
            <CloseButton size="xs" aria-label="Clear the search" onClick={() => setText('')} />
          )
        }
      />
      <MultiSelect
        size="xs"
        className={classes.outcomes}
        aria-label="Outcomes"
        placeholder={ledgerFilter.outcomes === undefined ? 'All outcomes' : ''}
        data={present.map((name) => ({
          value: name,
          label: `${name} (${review.report.ledger.outcomes[name]})`,
        }))}
        value={[...(ledgerFilter.outcomes ?? [])]}
        onChange={(values) =>
          session.set({
            ledgerFilter: {
              ...ledgerFilter,
              outcomes: values.length === 0 ? undefined : (values as OutcomeName[]),
            },
          })
        }
      />
      <Select
        size="xs"
        className={classes.list}
        aria-label="List"
        placeholder="All lists"
        clearable
        searchable
        data={ledger.lists.map((list) => ({
          value: listKey(list),
          label: many ? `${shown(list.file)} ${shown(list.list)}` : shown(list.list),
        }))}
        value={ledgerFilter.list ?? null}
        onChange={(list) =>
          session.set({ ledgerFilter: { ...ledgerFilter, list: list ?? undefined } })
        }
      />
      <DraftMenu />
      {active && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => {
            setText('');
            session.set({ ledgerFilter: {} });
          }}
        >
          Clear
        </Button>
      )}
      <Text size="xs" className="dim num" ml="auto" role="status">
        {count.toLocaleString('en')} of {ledger.count.toLocaleString('en')} lines
        {byAny > 0 && `; ${byAny.toLocaleString('en')} more match by any`}
      </Text>
    </div>
  );
}

/** Lines by the workload whose draft carries them. */
function DraftMenu() {
  const session = useSession();
  const { ledgerFilter } = useSessionState();
  const { policies } = useReview();
  const drafts = policies.filter(({ origin }) => origin === 'access-list');
  const chosen = drafts.find(({ path }) => path === ledgerFilter.draft);
  if (drafts.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          fw={400}
          leftSection={<IconFilter size={14} aria-hidden />}
        >
          {chosen === undefined ? 'Any workload' : chosen.workload}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
        <Menu.Item
          onClick={() => session.set({ ledgerFilter: { ...ledgerFilter, draft: undefined } })}
        >
          Any workload
        </Menu.Item>
        {drafts.map(({ path, workload }) => (
          <Menu.Item
            key={path}
            onClick={() => session.set({ ledgerFilter: { ...ledgerFilter, draft: path } })}
          >
            {workload}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
