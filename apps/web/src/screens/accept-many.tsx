import { Button, Group, Modal, Select, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type Change, isComplete, proposalText, SURE } from '@aclift/suggest';
import { useState } from 'react';
import { shown } from '../parts/shown-text.ts';
import type { QueueItem } from '../session/reviewing.ts';
import { useAnswer } from '../session/use-answer.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import { EffectText } from './suggestion-detail.tsx';
import classes from './mappings.module.css';

const THRESHOLDS = [0.95, SURE, 0.8, 0.7, 0.5];

/** Accepts all suggestions of at least some confidence, after showing them and what they change. */
export function AcceptMany({ items }: { readonly items: readonly QueueItem[] }) {
  const session = useSession();
  const review = useReview();
  const { reviewer } = useSessionState();
  const [threshold, setThreshold] = useState(SURE);
  const [opened, { open, close }] = useDisclosure();
  const meant = items.filter(
    ({ suggestion: { proposals } }) =>
      (proposals[0]?.confidence ?? 0) >= threshold && isComplete(proposals[0]?.proposal),
  );
  const step = meant.map(({ suggestion }): Change => ({
    kind: 'review',
    review: { suggestion, state: 'accepted', ...(reviewer === '' ? {} : { who: reviewer }) },
  }));
  const answer = useAnswer(
    opened ? `${review.key} ${threshold} ${meant.length}` : undefined,
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
      <Button size="xs" variant="default" disabled={meant.length === 0} onClick={open}>
        Accept {meant.length}…
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={`Accept ${meant.length} suggestions`}
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ul className={classes.many}>
          {meant.map(({ suggestion: { id, proposals } }) => (
            <li key={id}>
              <span className="mono">{shown(id)}</span>{' '}
              {proposals[0] === undefined ? '' : shown(proposalText(proposals[0].proposal))}
            </li>
          ))}
        </ul>
        <EffectText answer={answer} lead="Accepting them" />
        <Group mt="md" gap="xs">
          <Button
            size="xs"
            onClick={() => {
              close();
              void session.take(step);
            }}
          >
            Accept all
          </Button>
          <Button size="xs" variant="default" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Modal>
    </Group>
  );
}
