import { SegmentedControl, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import type { FoundLines } from '../engine/messages.ts';
import { ConfigPane } from './config-pane.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { ruleLines, sightOf } from './focus-lines.ts';
import { Ledger } from './ledger.tsx';
import { LedgerFilterBar } from './ledger-filter-bar.tsx';
import { PolicyPane } from './policy-pane.tsx';
import classes from './rules.module.css';

/** The ledger above, and below it the two sides of whatever is chosen. */
export function RulesScreen() {
  const session = useSession();
  const review = useReview();
  const { focus, ledgerFilter } = useSessionState();
  const [found, setFound] = useState<FoundLines>();
  const [part, setPart] = useState('ledger');
  const narrow = useMediaQuery('(max-width: 62em)', false);

  useEffect(() => {
    let current = true;
    void session.engine.filter(ledgerFilter).then((lines) => {
      if (current) setFound(lines);
    });
    return () => {
      current = false;
    };
  }, [session, ledgerFilter, review]);

  const sight = useMemo(() => sightOf(review, focus), [review, focus]);
  // A draft that is picked stays until the reader looks elsewhere.
  const [picked, setPicked] = useState<{ readonly path: string; readonly at: typeof focus }>();
  const drafts = [...new Set(sight.rules.map((ref) => ref.split('#')[0] as string))];
  const draft = picked !== undefined && picked.at === focus ? picked.path : sight.draft;
  const draftLines = useMemo(
    () => ruleLines(review, draft, sight.rules),
    [review, draft, sight.rules],
  );
  const shows = (name: string): boolean => !narrow || part === name;
  return (
    <div className={classes.page}>
      <Title order={1} className="visually-hidden">
        Rules
      </Title>
      {narrow && (
        <SegmentedControl
          aria-label="What to show"
          fullWidth
          value={part}
          onChange={setPart}
          data={[
            { value: 'ledger', label: 'Lines' },
            { value: 'config', label: 'Configuration' },
            { value: 'policy', label: 'Draft' },
          ]}
        />
      )}
      {shows('ledger') && (
        <section className={`card ${classes.ledger}`} aria-label="Ledger">
          <LedgerFilterBar shown={found?.entries.length ?? 0} byAny={found?.byAny ?? 0} />
          {found !== undefined && (
            <Ledger shownEntries={found.entries} selected={sight.entries} tall={narrow} />
          )}
        </section>
      )}
      <EntryDetail entries={sight.entries} rules={sight.rules} />
      {shows('config') && <ConfigPane file={sight.file} lit={sight.lines} />}
      {shows('policy') && (
        <PolicyPane
          draft={draft}
          lit={draftLines}
          others={drafts.filter((path) => path !== draft)}
          onDraft={(path) => setPicked({ path, at: focus })}
          empty={
            focus === undefined
              ? 'Choose a line above or in the configuration, and the rules that carry it are shown here.'
              : 'No rule of a draft carries this line: isolation does, or the line needs none. The sentence above says which.'
          }
        />
      )}
    </div>
  );
}
