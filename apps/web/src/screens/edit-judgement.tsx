import { Text, Title } from '@mantine/core';
import { flowCount } from '@aclift/core';
import type { DiffedRegion, SideVerdict } from '@aclift/insight';
import { useMemo } from 'react';
import { shown } from '../parts/shown-text.ts';
import { useAnswer } from '../session/use-answer.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import type { Judgement } from '../engine/messages.ts';
import { AgainstLists } from './against-lists.tsx';
import classes from './policies.module.css';

/** Typing that pauses for so long is compared, in milliseconds. */
const PAUSE = 350;
/** Regions shown of one kind. */
const FIRST = 6;

/** What edits of drafts change: against the drafts before, and against the lists. Follows every keystroke. */
export function EditJudgement() {
  const session = useSession();
  const review = useReview();
  const { edited } = useSessionState();
  const present = useMemo(
    () => [...edited].flatMap(([name, text]) => (review.byPath.has(name) ? [{ name, text }] : [])),
    [edited, review],
  );
  const gone = [...edited.keys()].filter((path) => !review.byPath.has(path));
  const key = present.length === 0 ? undefined : `${review.key} ${JSON.stringify(present)}`;
  const answer = useAnswer(
    key,
    async (signal) =>
      session.desk.judge(
        signal,
        session.numbered(review),
        review.policies.map(({ path, text }) => ({ name: path, text })),
        present,
      ),
    PAUSE,
  );
  const judgement = answer.state === 'done' ? answer.value : undefined;
  const tone = judgement === undefined ? 'quiet' : toneOf(judgement);
  return (
    <section
      className={`card ${classes.judgement} tone-${tone}`}
      aria-labelledby="judgement"
      aria-live="polite"
    >
      <Title order={2} size="h5" id="judgement">
        What the edits change
      </Title>
      {gone.map((path) => (
        <div key={path}>
          {shown(path)} was edited and is not drafted any more; the edit waits in case it comes
          back.
        </div>
      ))}
      {present.length === 0 ? (
        <Text size="sm" className="dim">
          Change something in the draft: while you type, it is read again and compared with the
          drafts as they were and with the lists, over all flows.
        </Text>
      ) : answer.state === 'failed' ? (
        <Text size="sm">It could not be compared: {answer.failure}</Text>
      ) : judgement === undefined ? (
        <Text size="sm" className="dim">
          Comparing over all flows…
        </Text>
      ) : (
        <Judged judgement={judgement} />
      )}
    </section>
  );
}

function toneOf({ diff, findings, verify }: Judgement): 'ok' | 'wait' | 'bad' {
  const widened = verify.differences.some(
    ({ because, kind }) => kind === 'widened' && because === null,
  );
  if (widened || findings.some(({ severity }) => severity === 'error')) return 'bad';
  return diff.equal ? 'ok' : 'wait';
}

function Judged({ judgement: { diff, findings, verify } }: { readonly judgement: Judgement }) {
  const problems = findings.filter(({ severity }) => severity !== 'note');
  const avoidable = verify.differences.filter(({ because }) => because === null);
  return (
    <>
      {problems.length > 0 && (
        <ul aria-label="Problems of the edited drafts">
          {problems.map(({ code, column, file, line, message }) => (
            <li key={`${code} ${file} ${line} ${column}`}>
              <span className="mono">
                {file.split('/').at(-1)}:{line}:{column}
              </span>{' '}
              {shown(message)}
            </li>
          ))}
        </ul>
      )}
      {diff.b.refused.length > 0 && (
        <div>
          A cluster would refuse {diff.b.refused.map(({ object }) => shown(object)).join(', ')}:
          compared as if it were not there.
        </div>
      )}
      {diff.equal && diff.notCovered.length === 0 && (
        <div>
          <b>Nothing changes.</b> Over all flows the drafts decide as before.
        </div>
      )}
      {diff.differences.map(({ inPart, kind, regions }) => (
        <div key={`${kind} ${inPart}`}>
          <b>{kind === 'opened' ? 'Opens' : 'Closes'}</b>
          {inPart ? ', as far as requests are looked into' : ''}
          <ul>
            {regions.slice(0, FIRST).map((region) => (
              <li
                key={`${region.from} ${region.to} ${region.services.join()}`}
                className={classes.region}
              >
                <Changed region={region} />
              </li>
            ))}
          </ul>
          {regions.length > FIRST && <div className="dim">and {regions.length - FIRST} more</div>}
        </div>
      ))}
      {diff.undecided.length > 0 && (
        <div>Of {diff.undecided.length} pairs of ends only the cluster knows.</div>
      )}
      {diff.notCovered.map(({ object, path, side }) => (
        <div key={`${side} ${object} ${path}`}>
          {shown(object)} applies to no workload of the inventory: what it changes for others nobody
          has compared.
        </div>
      ))}
      <div>
        <b>Against the lists:</b>{' '}
        {avoidable.length === 0
          ? 'no difference that these policies could avoid.'
          : avoidable.map(({ flows, kind }) => `${flowCount(flows)} flows ${kind}`).join(', ') +
            ' without need.'}
      </div>
      {avoidable.map(({ kind, regions }) => (
        <ul key={kind} aria-label={`${kind} against the lists`}>
          {regions.slice(0, FIRST).map((region) => (
            <li
              key={`${region.from} ${region.to} ${region.services.join()}`}
              className={classes.region}
            >
              <AgainstLists kind={kind} region={region} />
            </li>
          ))}
        </ul>
      ))}
    </>
  );
}

function Changed({ region }: { readonly region: DiffedRegion }) {
  const { b, flows, from, services, to } = region;
  const rules = [...rulesOf(b.egress), ...rulesOf(b.ingress)];
  return (
    <>
      <div>
        {shown(from)} → {shown(to)} {services.join(', ')}{' '}
        <span className="dim num">{flowCount(flows)} flows</span>
      </div>
      {rules.map((rule) => (
        <div key={rule} className="mono dim">
          {shown(rule)}
        </div>
      ))}
    </>
  );
}

/** Places that decide, in words. */
function rulesOf(side: SideVerdict): readonly string[] {
  switch (side.verdict) {
    case 'not-isolated':
    case 'itself':
      return [];
    case 'undecided-protocol':
      return ['left to the engine: its protocol is none that policies decide there'];
    case 'isolated':
      return side.by.map(({ file, line, path }) => `isolated by ${file}:${line} ${path}`);
    default:
      return [`${side.verdict} by ${side.rule.file}:${side.rule.line} ${side.rule.path}`];
  }
}
