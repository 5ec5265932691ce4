import { Button, Group, SegmentedControl, Text, TextInput, Title } from '@mantine/core';
import type { Change } from '@aclift/suggest';
import { type ReactNode, useMemo, useState } from 'react';
import { LineJump } from '../parts/jump.tsx';
import { shown } from '../parts/shown-text.ts';
import { useAnswer } from '../session/use-answer.ts';
import type { Review } from '../session/session.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import { EffectText } from './suggestion-detail.tsx';
import classes from './mappings.module.css';

type Case = Review['report']['coverage'][number];

/** What the lists leave to people: partial coverage, and conditions that no policy knows. */
export function DecisionsPanel() {
  const review = useReview();
  const { coverage } = review.report;
  const conditions = useMemo(() => conditionsOf(review), [review]);
  return (
    <section className={`card ${classes.cases}`} aria-label="Decisions">
      <Title order={2} size="h5">
        Some addresses of a workload only
      </Title>
      <Text size="sm" className="dim" maw="80ch">
        A label means all pods of a workload. Where the lists give a service to some of its old
        addresses only, drafts can give it to all (grant, wider than the lists), to none (withhold),
        or to none until a label tells them apart (split).
      </Text>
      {coverage.length === 0 && <Text size="sm">There is no such case.</Text>}
      <ul>
        {coverage.map((one) => (
          <CoverageCase key={`${one.from} ${one.to} ${one.services.join()}`} one={one} />
        ))}
      </ul>
      <Title order={2} size="h5">
        Conditions that no policy knows
      </Title>
      <Text size="sm" className="dim" maw="80ch">
        By themselves such permits grant nothing and such denies deny all that they might. Taking a
        condition to hold always, or never, decides otherwise.
      </Text>
      {conditions.length === 0 && <Text size="sm">There is no such line.</Text>}
      <ul>
        {conditions.map(({ because, entries, kind }) =>
          kind === undefined ? (
            <li key={`decided ${because}`} className={classes.case}>
              <div>
                <span className={classes.state}>decided</span> {shown(because)}
              </div>
              <Lines lines={entries.map((n) => review.entry(n))} />
            </li>
          ) : (
            <ConditionCase
              key={`${kind} ${because}`}
              kind={kind}
              because={because}
              entries={entries}
            />
          ),
        )}
      </ul>
    </section>
  );
}

function CoverageCase({ one }: { readonly one: Case }) {
  const { reviewer } = useSessionState();
  const { covered, decidedBy, decision, from, lines, services, to, without } = one;
  const stepFor = (wanted: string, why: string): readonly Change[] =>
    services.map((service) => ({
      kind: 'coverage',
      entry: {
        from,
        to,
        service,
        decision: wanted as 'grant' | 'withhold' | 'split',
        ...(reviewer === '' ? {} : { who: reviewer }),
        ...(why === '' ? {} : { why }),
      },
    }));
  return (
    <li className={classes.case}>
      <div>
        <b>
          {shown(from)} → {shown(to)}
        </b>{' '}
        {services.join(', ')}{' '}
        <span className={classes.state}>
          {decision === 'pending' ? 'not decided: withheld' : decision}
          {decidedBy === '' ? '' : ` (${shown(decidedBy)})`}
        </span>
      </div>
      {covered.slice(0, 3).map((pair) => (
        <div key={`${pair.from.join()} ${pair.to.join()}`} className="mono dim">
          has it: {few(pair.from)} → {few(pair.to)}
        </div>
      ))}
      {[...without.from, ...without.to].length > 0 && (
        <div className="mono dim">has it not: {few([...without.from, ...without.to])}</div>
      )}
      <Lines lines={lines} />
      <Choice
        label={`Decision about ${shown(from)} to ${shown(to)}, ${services.join(', ')}`}
        options={['grant', 'withhold', 'split']}
        decided={decision === 'pending' ? undefined : decision}
        decidedBy={decidedBy}
        stepFor={stepFor}
      />
    </li>
  );
}

function ConditionCase({ because, entries, kind }: Condition & { readonly kind: string }) {
  const review = useReview();
  const { reviewer } = useSessionState();
  const rows = entries.map((n) => review.entry(n));
  const stepFor = (wanted: string, why: string): readonly Change[] =>
    rows.map(({ text }) => ({
      kind: 'condition',
      entry: {
        kind,
        ace: text,
        assume: wanted === 'matches always' ? 'matches' : 'never',
        ...(reviewer === '' ? {} : { who: reviewer }),
        ...(why === '' ? {} : { why }),
      },
    }));
  return (
    <li className={classes.case}>
      <div>{shown(because)}</div>
      <Lines lines={rows} />
      <Choice
        label={`Decision: ${shown(because)}`}
        options={['matches always', 'never matches']}
        stepFor={stepFor}
      />
    </li>
  );
}

/** Possible decisions, with what the chosen one would change; what was decided is what is chosen. */
function Choice({
  decided,
  decidedBy = '',
  label,
  options,
  stepFor,
}: {
  readonly label: string;
  readonly options: readonly string[];
  /** Undefined: nobody has decided. */
  readonly decided?: string | undefined;
  /** Who and why; empty: nobody said. */
  readonly decidedBy?: string;
  readonly stepFor: (option: string, why: string) => readonly Change[];
}): ReactNode {
  const session = useSession();
  const review = useReview();
  const [picked, setPicked] = useState<string>();
  const [why, setWhy] = useState('');
  const wanted = picked ?? decided ?? '';
  const open = wanted !== '' && (wanted !== decided || why !== '');
  const key = wanted === '' || wanted === decided ? undefined : `${review.key} ${label} ${wanted}`;
  const answer = useAnswer(key, async (signal) =>
    session.desk.effect(signal, session.numbered(review), stepFor(wanted, why)),
  );
  return (
    <>
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={label}
          data={[...(decided === undefined ? [{ value: '', label: 'leave it' }] : []), ...options]}
          value={wanted}
          onChange={setPicked}
        />
        {decided !== undefined && (
          <span className="dim">
            Decided: {decided}
            {decidedBy === '' ? '' : `, by ${shown(decidedBy)}`}. Choose another to change it.
          </span>
        )}
      </Group>
      {wanted !== '' && (
        <TextInput
          size="xs"
          maw={420}
          label="Why (goes into the decisions file)"
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      )}
      {key !== undefined && <EffectText answer={answer} lead={`Deciding “${wanted}”`} />}
      {open && (
        <Group gap="xs">
          <Button
            size="xs"
            onClick={() => {
              setPicked(undefined);
              setWhy('');
              void session.take(stepFor(wanted, why));
            }}
          >
            Decide
          </Button>
        </Group>
      )}
    </>
  );
}

function Lines({
  lines,
}: {
  readonly lines: readonly {
    readonly file: string;
    readonly line: number;
    readonly text: string;
  }[];
}) {
  return (
    <div>
      {lines.slice(0, 4).map(({ file, line, text }) => (
        <div key={`${file} ${line}`}>
          <LineJump file={file} line={line}>
            {shown(file)}:{line} {shown(text)}
          </LineJump>
        </div>
      ))}
      {lines.length > 4 && <span className="dim">and {lines.length - 4} more lines</span>}
    </div>
  );
}

interface Condition {
  /** Undefined: it was decided what the condition does. */
  readonly kind: string | undefined;
  readonly because: string;
  readonly entries: readonly number[];
}

/** Lines by their condition; the ledger's reasons name it. */
function conditionsOf({ ledger }: Review): readonly Condition[] {
  const byCause = new Map<number, number[]>();
  for (let n = 0; n < ledger.count; n += 1) {
    const cause = ledger.cause[n] as number;
    const reason = ledger.causes[cause]?.reason ?? '';
    if (reason !== 'assumed' && !reason.startsWith('condition-')) continue;
    const entries = byCause.get(cause);
    if (entries === undefined) byCause.set(cause, [n]);
    else entries.push(n);
  }
  return [...byCause].map(([cause, entries]) => {
    const { because = '', reason = '' } = ledger.causes[cause] ?? {};
    return {
      kind: reason === 'assumed' ? undefined : reason.slice('condition-'.length),
      because,
      entries,
    };
  });
}

function few(texts: readonly string[]): string {
  return texts.length <= 6
    ? texts.join(', ')
    : `${texts.slice(0, 6).join(', ')} and ${texts.length - 6} more`;
}
