import { Button, Group, SegmentedControl, Text, TextInput, Title } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { type Change, isComplete, type Proposal, type Suggestion } from '@aclift/suggest';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { queueOf, type QueueTab, type ReviewTab } from '../session/reviewing.ts';
import { useAnswer } from '../session/use-answer.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import { AcceptMany } from './accept-many.tsx';
import { DecisionsPanel } from './decisions-panel.tsx';
import { SuggestionDetail, type SuggestionForm } from './suggestion-detail.tsx';
import { SuggestionQueue } from './suggestion-queue.tsx';
import classes from './mappings.module.css';

const TABS: readonly (readonly [tab: ReviewTab, label: string])[] = [
  ['suggestions', 'Suggestions'],
  ['questions', 'Questions'],
  ['aside', 'Set aside'],
  ['done', 'Accepted'],
  ['decisions', 'Decisions'],
];

const EMPTY: Readonly<Record<QueueTab, string>> = {
  suggestions: 'No suggestion waits for you.',
  questions: 'Every address that the lists single out has a name or a suggestion.',
  aside: 'Nothing was rejected or deferred.',
  done: 'Nothing was accepted in this page yet.',
};

/** The review: who the addresses are, one suggestion after the other, and what lists leave to people. */
export function MappingsScreen() {
  const session = useSession();
  const review = useReview();
  const { steps, undone, reviewer, reviewing: tab } = useSessionState();
  const setTab = (reviewing: ReviewTab): void => session.set({ reviewing });
  const [chosen, setChosen] = useState<string>();
  const [form, setForm] = useState<SuggestionForm & { readonly of: string }>();
  const answer = useAnswer(`${review.key}`, async (signal) =>
    session.desk.suggestions(signal, session.numbered(review)),
  );
  const queue = useMemo(
    () => queueOf(answer.value?.suggestions ?? [], steps),
    [answer.value, steps],
  );
  const items = tab === 'decisions' ? [] : queue[tab];
  const at = Math.max(
    0,
    items.findIndex(({ suggestion }) => suggestion.id === chosen),
  );
  const item = items[at];
  const waiting = review.report.coverage.filter(({ decision }) => decision === 'pending').length;
  const counts: Readonly<Record<ReviewTab, number>> = {
    suggestions: queue.suggestions.length,
    questions: queue.questions.length,
    aside: queue.aside.length,
    done: queue.done.length,
    decisions: waiting,
  };

  const mine: SuggestionForm =
    form !== undefined && form.of === item?.suggestion.id
      ? form
      : { proposal: 0, why: '', editing: false };

  const settle = (state: Suggestion['state'], proposal?: Proposal): void => {
    if (item === undefined) return;
    const { suggestion } = item;
    const meant = proposal ?? suggestion.proposals[mine.proposal]?.proposal;
    if (state === 'accepted' && !isComplete(meant)) {
      setForm({ ...mine, of: suggestion.id, editing: true });
      return;
    }
    const change: Change = {
      kind: 'review',
      review: {
        suggestion,
        state,
        ...(meant === undefined ? {} : { proposal: meant }),
        ...(reviewer === '' ? {} : { who: reviewer }),
        ...(mine.why === '' ? {} : { why: mine.why }),
      },
    };
    // The next one takes its place, so that a hand on the keyboard can go on.
    const next = items[at + 1] ?? items[at - 1];
    setChosen(next?.suggestion.id);
    void session.take([change]);
  };
  const onKey = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === 'z') {
      event.preventDefault();
      void (event.shiftKey ? session.redo() : session.undo());
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'u') void session.undo();
    if (item === undefined || tab === 'done') return;
    const act = {
      a: () => settle('accepted'),
      r: () => settle('rejected'),
      d: () => settle('deferred'),
      e: () => setForm({ ...mine, of: item.suggestion.id, editing: true }),
    }[key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Title order={1} size="h4">
          Mappings
        </Title>
        <SegmentedControl
          className={classes.tabs}
          size="xs"
          aria-label="What to review"
          value={tab}
          onChange={(value) => setTab(value as QueueTab)}
          data={TABS.map(([value, label]) => ({
            value,
            label: `${label} ${value !== 'decisions' && answer.value === undefined ? '…' : counts[value]}`,
          }))}
        />
        <Group gap={6} ml="auto" wrap="nowrap">
          <TextInput
            size="xs"
            w={150}
            aria-label="Reviewed by"
            placeholder="Reviewed by"
            value={reviewer}
            onChange={(event) => session.set({ reviewer: event.currentTarget.value })}
          />
          <Button
            size="xs"
            variant="default"
            px={8}
            disabled={steps.length === 0}
            aria-label="Undo the last review"
            onClick={() => void session.undo()}
          >
            <IconArrowBackUp size={16} aria-hidden />
          </Button>
          <Button
            size="xs"
            variant="default"
            px={8}
            disabled={undone.length === 0}
            aria-label="Redo what was undone"
            onClick={() => void session.redo()}
          >
            <IconArrowForwardUp size={16} aria-hidden />
          </Button>
        </Group>
      </header>
      {tab === 'decisions' ? (
        <DecisionsPanel />
      ) : (
        <div className={classes.columns}>
          <section className={`card ${classes.queue}`} aria-label="Queue">
            {tab === 'suggestions' && queue.suggestions.length > 1 && (
              <AcceptMany items={queue.suggestions} />
            )}
            {items.length === 0 ? (
              <Text size="sm" className={`dim ${classes.none}`} role="status">
                {answer.state === 'working' && answer.value === undefined
                  ? 'Looking for evidence…'
                  : answer.state === 'failed'
                    ? `No suggestions: ${answer.failure}`
                    : EMPTY[tab]}
              </Text>
            ) : (
              <SuggestionQueue
                items={items}
                at={at}
                stale={answer.state === 'working'}
                onChoose={setChosen}
                onKey={onKey}
              />
            )}
            {(answer.value?.totals.otherFamily ?? 0) > 0 && (
              <Text size="xs" className={`dim ${classes.keys}`}>
                {answer.value?.totals.otherFamily} entries of IPv6 lists were not looked at:
                suggestions are about IPv4 addresses.
              </Text>
            )}
            <Text size="xs" className={`dim ${classes.keys}`}>
              In the queue: <kbd>↑</kbd> <kbd>↓</kbd> choose, <kbd>A</kbd> accept, <kbd>E</kbd>{' '}
              edit, <kbd>R</kbd> reject, <kbd>D</kbd> defer, <kbd>U</kbd> undo
            </Text>
          </section>
          {item === undefined ? (
            <section className={`card ${classes.detail}`} aria-label="Suggestion">
              <Text size="sm" className="dim">
                Accepted names go into the inventory, with the reason as a comment; every review
                goes into the decisions file. Both are part of the export.
              </Text>
            </section>
          ) : (
            <SuggestionDetail
              key={item.suggestion.id}
              item={item}
              form={mine}
              onForm={(change) => setForm({ ...mine, ...change, of: item.suggestion.id })}
              onSettle={settle}
            />
          )}
        </div>
      )}
    </div>
  );
}
