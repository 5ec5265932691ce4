import { Button, Group, Radio, Text, TextInput, Title } from '@mantine/core';
import {
  type Change,
  effectLine,
  type Evidence,
  isComplete,
  type Proposal,
  proposalText,
  type RankedProposal,
  type Suggestion,
} from '@aclift/suggest';
import { ConfidenceMark } from '../parts/confidence-mark.tsx';
import { LineJump } from '../parts/jump.tsx';
import { shown } from '../parts/shown-text.ts';
import type { QueueItem } from '../session/reviewing.ts';
import { type Answer, useAnswer } from '../session/use-answer.ts';
import { useReview, useSession } from '../session/use-session.ts';
import type { EffectAnswer } from '../engine/messages.ts';
import { OwnerForm } from './owner-form.tsx';
import { QuotedLines } from './quoted-lines.tsx';
import classes from './mappings.module.css';

/** What is chosen about a suggestion and not yet said. */
export interface SuggestionForm {
  /** Index of a proposal. */
  readonly proposal: number;
  readonly why: string;
  readonly editing: boolean;
}

interface Props {
  readonly item: QueueItem;
  readonly form: SuggestionForm;
  readonly onForm: (change: Partial<SuggestionForm>) => void;
  /** Absent proposal: the chosen one. */
  readonly onSettle: (state: Suggestion['state'], proposal?: Proposal) => void;
}

/** One suggestion: who it could be and why, what accepting would change, and the verbs. */
export function SuggestionDetail({ item, form, onForm, onSettle }: Props) {
  const { suggestion, accepted, state } = item;
  const { addresses, conflicts, entries, id, proposals, spoken, subject } = suggestion;
  const chosen = proposals[form.proposal];
  return (
    <section className={`card ${classes.detail}`} aria-label="Suggestion">
      <div>
        <Title order={2} size="h4" className="mono">
          {shown(id)}
        </Title>
        <Text size="sm" className="dim">
          {subject === id ? '' : `${shown(subject)}; `}
          {entries === 1 ? '1 access-list line is' : `${entries} access-list lines are`} about{' '}
          {addresses.length > 1 ? `these ${addresses.length} ranges` : 'it'}
        </Text>
        {addresses.length > 1 && (
          <Text size="xs" className="mono dim">
            {addresses.slice(0, 8).join(', ')}
            {addresses.length > 8 && ` and ${addresses.length - 8} more`}
          </Text>
        )}
      </div>
      {accepted !== undefined ? (
        <Text size="sm">
          Accepted as {shown(proposalText(accepted))}. Undo takes the last review back.
        </Text>
      ) : (
        <>
          <QuotedLines suggestion={suggestion} />
          {!spoken && (
            <Text size="sm">
              {proposals.length === 0
                ? 'There is no evidence at all: somebody has to know.'
                : 'A question: the evidence is too thin, or contradicts itself.'}
            </Text>
          )}
          {state !== 'pending' && (
            <Text size="sm" className={classes.state}>
              {state} before; accepting it now counts.
            </Text>
          )}
          {proposals.length > 0 && (
            <Radio.Group
              aria-label="Proposals"
              value={String(form.proposal)}
              onChange={(value) => onForm({ proposal: Number(value), editing: false })}
            >
              <div className={classes.proposals}>
                {proposals.map((ranked, index) => (
                  <ProposalCard
                    key={proposalText(ranked.proposal)}
                    ranked={ranked}
                    index={index}
                    spoken={spoken && index === 0}
                    open={index === form.proposal}
                  />
                ))}
              </div>
            </Radio.Group>
          )}
          {conflicts.length > 0 && (
            <ul className={classes.conflicts} aria-label="What speaks against">
              {conflicts.map((conflict) => (
                <li key={conflict}>{shown(conflict)}</li>
              ))}
            </ul>
          )}
          {form.editing ? (
            <OwnerForm
              suggestion={suggestion}
              from={chosen?.proposal}
              onCancel={() => onForm({ editing: false })}
              onAccept={(proposal) => onSettle('accepted', proposal)}
            />
          ) : (
            <>
              <EffectPreview suggestion={suggestion} proposal={chosen?.proposal} />
              <TextInput
                size="xs"
                label="Why (goes into the decisions file)"
                value={form.why}
                onChange={(event) => onForm({ why: event.currentTarget.value })}
              />
              <Group gap="xs">
                <Button
                  size="xs"
                  disabled={!isComplete(chosen?.proposal)}
                  onClick={() => onSettle('accepted')}
                >
                  Accept
                </Button>
                <Button size="xs" variant="default" onClick={() => onForm({ editing: true })}>
                  {proposals.length === 0 ? 'Name it' : 'Edit'}
                </Button>
                <Button size="xs" variant="default" onClick={() => onSettle('rejected')}>
                  Reject
                </Button>
                <Button size="xs" variant="default" onClick={() => onSettle('deferred')}>
                  Defer
                </Button>
              </Group>
            </>
          )}
        </>
      )}
    </section>
  );
}

function ProposalCard({
  index,
  open,
  ranked,
  spoken,
}: {
  readonly index: number;
  readonly open: boolean;
  readonly ranked: RankedProposal;
  readonly spoken: boolean;
}) {
  const { confidence, evidence, proposal } = ranked;
  return (
    <div className={classes.proposal} data-open={open || undefined}>
      <Group gap="sm" wrap="nowrap" justify="space-between">
        <Radio size="sm" value={String(index)} label={shown(proposalText(proposal))} />
        <ConfidenceMark confidence={confidence} spoken={spoken} />
      </Group>
      {open && <EvidenceTable evidence={evidence.filter(({ kind }) => kind !== 'prior')} />}
    </div>
  );
}

/** Evidence below this would be shown as nothing. */
const NOTABLE = 0.05;

/** What speaks for and against, strongest first, with the lines. */
function EvidenceTable({ evidence }: { readonly evidence: readonly Evidence[] }) {
  const ordered = evidence
    .filter(({ weight }) => Math.abs(weight) >= NOTABLE)
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return (
    <ul className={classes.evidence} aria-label="Evidence">
      {ordered.map(({ kind, places, says, weight }) => (
        <li key={`${kind} ${says}`}>
          <span
            className={`num ${classes.weight} tone-${weight < 0 ? 'bad' : 'ok'}`}
            title="What it adds to the log-odds of this proposal"
          >
            {weight < 0 ? '−' : '+'}
            {Math.abs(weight).toFixed(1)}
          </span>
          <span>
            {shown(says)}{' '}
            {places.slice(0, 3).map(({ file, line, text }) => (
              <span key={`${file} ${line}`}>
                <LineJump file={file} line={line} title={shown(text)}>
                  {shown(file)}:{line}
                </LineJump>{' '}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What accepting a proposal would do to outcomes and drafts; computed while the reader looks at it. */
function EffectPreview({
  proposal,
  suggestion,
}: {
  readonly proposal: Proposal | undefined;
  readonly suggestion: Suggestion;
}) {
  const review = useReview();
  const session = useSession();
  const { work, steps } = session.get();
  const able = proposal !== undefined && isComplete(proposal) && work.state !== 'running';
  const step: readonly Change[] = able
    ? [{ kind: 'review', review: { suggestion, state: 'accepted', proposal } }]
    : [];
  const key = able
    ? `${review.key} ${steps.length} ${suggestion.id} ${proposalText(proposal)}`
    : undefined;
  const answer = useAnswer(
    key,
    async (signal) => session.desk.effect(signal, session.numbered(review), step),
    250,
  );
  if (!able) return null;
  return <EffectText answer={answer} lead="Accepting it" />;
}

/** An effect in words, or that it is being worked out. */
export function EffectText({
  answer,
  lead,
}: {
  readonly answer: Answer<EffectAnswer>;
  readonly lead: string;
}) {
  if (answer.state === 'failed') {
    return <Text size="sm">The effect could not be worked out: {answer.failure}</Text>;
  }
  if (answer.state !== 'done' || answer.value === undefined) {
    return (
      <Text size="sm" className="dim" role="status">
        Working out what changes…
      </Text>
    );
  }
  if (!answer.value.ok) return <Text size="sm">{shown(answer.value.summary)}</Text>;
  const { added, changed, removed } = answer.value.effect.drafts;
  const paths = [
    ...added.map((path) => `new: ${path}`),
    ...changed.map((path) => `changed: ${path}`),
    ...removed.map((path) => `gone: ${path}`),
  ];
  return (
    <div className={classes.effect} role="status">
      <Text size="sm">
        <b>{lead}:</b> {effectLine(answer.value.effect)}.
      </Text>
      {paths.length > 0 && (
        <details>
          <summary>Which drafts</summary>
          <ul>
            {paths.map((path) => (
              <li key={path} className="mono">
                {shown(path)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
