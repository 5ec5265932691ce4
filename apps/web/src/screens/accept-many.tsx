import { Button, Checkbox, Group, Modal, Select, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type Change, isComplete, proposalText, type Suggestion, SURE } from '@aclift/suggest';
import { useState } from 'react';
import { ConfidenceMark } from '../parts/confidence-mark.tsx';
import { shown } from '../parts/shown-text.ts';
import type { QueueItem } from '../session/reviewing.ts';
import { useAnswer } from '../session/use-answer.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import { EffectText } from './suggestion-detail.tsx';
import classes from './mappings.module.css';

const THRESHOLDS = [0.95, SURE, 0.8, 0.7, 0.5];

/** Accepts suggestions of at least some confidence, after showing each with what speaks for and against it. */
export function AcceptMany({ items }: { readonly items: readonly QueueItem[] }) {
  const session = useSession();
  const review = useReview();
  const { reviewer } = useSessionState();
  const [threshold, setThreshold] = useState(SURE);
  const [opened, { open, close }] = useDisclosure();
  /** Ticked or not by hand, by id; others as {@link byItself}. */
  const [ticks, setTicks] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [why, setWhy] = useState('');
  const offered = items.filter(
    ({ suggestion: { proposals } }) =>
      (proposals[0]?.confidence ?? 0) >= threshold && isComplete(proposals[0]?.proposal),
  );
  const ticked = (suggestion: Suggestion): boolean =>
    ticks.get(suggestion.id) ?? byItself(suggestion);
  const meant = offered.filter(({ suggestion }) => ticked(suggestion));
  const step = meant.map(({ suggestion }): Change => ({
    kind: 'review',
    review: {
      suggestion,
      state: 'accepted',
      ...(reviewer === '' ? {} : { who: reviewer }),
      ...(why === '' ? {} : { why }),
    },
  }));
  const answer = useAnswer(
    opened && meant.length > 0
      ? `${review.key} ${meant.map(({ suggestion }) => suggestion.id).join(' ')}`
      : undefined,
    async (signal) => session.desk.effect(signal, session.numbered(review), step),
  );
  return (
    <Group gap={6} wrap="nowrap" className={classes.many}>
      <Text size="xs" className="dim">
        Confidence at least
      </Text>
      <Select
        size="xs"
        w={84}
        aria-label="Least confidence"
        allowDeselect={false}
        data={THRESHOLDS.map((value) => ({ value: String(value), label: `${value * 100} %` }))}
        value={String(threshold)}
        onChange={(value) => setThreshold(Number(value))}
      />
      <Button
        size="xs"
        variant="default"
        disabled={offered.length === 0}
        onClick={() => {
          setTicks(new Map());
          open();
        }}
      >
        Accept {offered.length}…
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={`Accept ${meant.length} of ${offered.length} suggestions`}
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ul className={classes.many}>
          {offered.map(({ suggestion }) => (
            <Offered
              key={suggestion.id}
              suggestion={suggestion}
              ticked={ticked(suggestion)}
              onTick={(on) => setTicks(new Map([...ticks, [suggestion.id, on]]))}
            />
          ))}
        </ul>
        <TextInput
          size="xs"
          mb="sm"
          label="Why (goes into the decisions file)"
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {meant.length === 0 ? (
          <Text size="sm" className="dim" role="status">
            Nothing is ticked.
          </Text>
        ) : (
          <EffectText answer={answer} lead="Accepting them" />
        )}
        <Group mt="md" gap="xs">
          <Button
            size="xs"
            disabled={meant.length === 0}
            onClick={() => {
              close();
              setWhy('');
              void session.take(step);
            }}
          >
            Accept {meant.length}
          </Button>
          <Button size="xs" variant="default" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Modal>
    </Group>
  );
}

/** What something speaks against is accepted one by one, or ticked by hand. */
function byItself({ conflicts }: Suggestion): boolean {
  return conflicts.length === 0;
}

function Offered({
  onTick,
  suggestion: { conflicts, id, proposals },
  ticked,
}: {
  readonly suggestion: Suggestion;
  readonly ticked: boolean;
  readonly onTick: (on: boolean) => void;
}) {
  const [best] = proposals;
  if (best === undefined) return null;
  const strongest = best.evidence.find(({ kind, weight }) => kind !== 'prior' && weight > 0);
  return (
    <li>
      <Checkbox
        size="xs"
        checked={ticked}
        onChange={(event) => onTick(event.currentTarget.checked)}
        label={
          <>
            <span className="mono">{shown(id)}</span> {shown(proposalText(best.proposal))}
          </>
        }
      />
      <div className={classes.offered}>
        <ConfidenceMark confidence={best.confidence} spoken />
        <span className="dim">{strongest === undefined ? '' : shown(strongest.says)}</span>
      </div>
      {conflicts.map((conflict) => (
        <div key={conflict} className={classes.conflict}>
          conflict: {shown(conflict)}
        </div>
      ))}
    </li>
  );
}
