import { Button, Text, Title } from '@mantine/core';
import { type ReplayedDifference, type ReplayReport, replayTotals } from '@aclift/insight';
import { useState } from 'react';
import { FileButton } from '../parts/file-button.tsx';
import { DraftJump, LineJump } from '../parts/jump.tsx';
import { shown } from '../parts/shown-text.ts';
import { useAnswer } from '../session/use-answer.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import classes from './checks.module.css';

/** Items shown at once, and by each "show more". */
const PAGE = 10;

/** Flows that were seen, against the lists and the drafts. */
export function FlowsCheck({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const session = useSession();
  const review = useReview();
  const { edited, flows } = useSessionState();
  const key =
    flows.length === 0
      ? undefined
      : JSON.stringify([
          review.key,
          flows.map(({ lastModified, name, size }) => [name, size, lastModified]),
          [...edited],
        ]);
  const answer = useAnswer(key, async (signal) =>
    session.analyst.replay(
      signal,
      session.numbered(review),
      review.policies.map(({ path, text }) => ({ name: path, text: edited.get(path) ?? text })),
      flows,
    ),
  );
  return (
    <section className={`card ${classes.check}`} aria-labelledby="flows-check">
      <div className={classes.head}>
        <div>
          <Title order={2} size="h5" id="flows-check">
            Flows that were seen
          </Title>
          <Text size="sm" className="dim" maw="76ch">
            Would the drafts drop anything that the network carries today? CSV, NetFlow, flow logs
            of clusters and clouds, or messages of the access lists, gzip or not. They stay on this
            machine.
          </Text>
        </div>
        <FileButton label="Add flows" onFiles={onFiles} />
      </div>
      {flows.length > 0 && (
        <ul className={classes.files}>
          {flows.map(({ name }) => (
            <li key={name} className="mono">
              {shown(name)}{' '}
              <button
                type="button"
                className={classes.remove}
                aria-label={`Remove ${shown(name)}`}
                onClick={() => session.set({ flows: flows.filter((one) => one.name !== name) })}
              >
                remove
              </button>
            </li>
          ))}
        </ul>
      )}
      {answer.state === 'working' && (
        <Text size="sm" role="status" className="dim">
          Judging flow by flow…
        </Text>
      )}
      {answer.state === 'failed' && <Text size="sm">It failed: {answer.failure}</Text>}
      {answer.state === 'done' &&
        (answer.value === undefined ? (
          <Text size="sm">Judging needs an inventory: it says who has which address.</Text>
        ) : answer.value.ok ? (
          <Replayed report={answer.value.report} brokenOff={answer.value.brokenOff} />
        ) : (
          <Text size="sm" role="alert">
            {shown(answer.value.summary)}
          </Text>
        ))}
    </section>
  );
}

function Replayed({
  brokenOff,
  report,
}: {
  readonly report: ReplayReport;
  readonly brokenOff: string | undefined;
}) {
  const { badRecords, contradictions, differences, entries, records, rules } = report;
  const totals = replayTotals(report);
  const idleEntries = entries.filter(({ flows, line }) => flows === 0 && line !== undefined);
  const idleRules = rules.filter(({ flows }) => flows === 0);
  const rows = [
    [totals.agree, 'agree'],
    [totals.wouldDrop, 'would drop: the lists let them through, the drafts do not'],
    [totals.wouldAllow, 'would open: the lists stop them, the drafts do not'],
    [totals.nobodyCanTell, 'nobody can tell: conditions, or what only the cluster knows'],
    [totals.outside, 'between ends outside the cluster: no policy is about them'],
    [records.directionUnknown, 'not judged: nothing tells which end opened the connection'],
    [records.portsUnknown, 'not judged: port, type of ICMP or protocol was not recorded'],
    [records.endsUnknown, 'not judged: an end is a pod that the inventory does not know'],
    [
      records.otherEnds + records.icmpErrors + records.onLink,
      'not judged: nodes, Services, other namespaces, ICMP errors, talk between neighbours',
    ],
    [records.otherFamily, 'of a family that neither lists nor workloads have'],
    [records.bad, 'could not be used'],
  ] as const;
  return (
    <div className={classes.result} role="status">
      {brokenOff !== undefined && <b>{shown(brokenOff)}. This is what came before.</b>}
      <table className={classes.totals}>
        <caption className="visually-hidden">Flows by what became of them</caption>
        <tbody>
          {rows
            .filter(([count], at) => count > 0 || at < 3)
            .map(([count, text]) => (
              <tr key={text}>
                <td className="num">{count.toLocaleString('en')}</td>
                <th scope="row">{text}</th>
              </tr>
            ))}
        </tbody>
      </table>
      <Differences
        title="Would drop"
        all={differences.filter(({ kind }) => kind === 'would-drop')}
      />
      <Differences
        title="Would open"
        all={differences.filter(({ kind }) => kind === 'would-allow')}
      />
      {contradictions.flows > 0 && (
        <div>
          <b>{contradictions.flows} messages say what the configuration does not</b>
          <ul>
            {contradictions.examples.map((one) => (
              <li key={`${one.file} ${one.line}`}>
                {shown(one.file)}:{one.line} list {shown(one.list)} logged {one.logged}, the
                configuration says {one.configured}
              </li>
            ))}
          </ul>
        </div>
      )}
      {badRecords.length > 0 && (
        <details>
          <summary>Records that could not be used</summary>
          <ul>
            {badRecords.map(({ expected, file, line }) => (
              <li key={`${file} ${line}`}>
                <span className="mono">
                  {shown(file)}:{line}
                </span>{' '}
                expected {shown(expected)}
              </li>
            ))}
          </ul>
        </details>
      )}
      <details>
        <summary>
          Not touched by any flow: {idleEntries.length.toLocaleString('en')} of{' '}
          {entries.filter(({ line }) => line !== undefined).length.toLocaleString('en')} lines,{' '}
          {idleRules.length.toLocaleString('en')} of {rules.length.toLocaleString('en')} rules
        </summary>
        <ul className={classes.regions}>
          {idleEntries.slice(0, 5 * PAGE).map(({ file, line, text }) => (
            <li key={`${file} ${line}`}>
              <LineJump file={file} line={line ?? 1}>
                {shown(file)}:{line} {shown(text)}
              </LineJump>
            </li>
          ))}
          {idleRules.slice(0, 5 * PAGE).map(({ file, line, path }) => (
            <li key={`${file} ${path}`}>
              <DraftJump path={file}>
                {shown(file)}:{line} {path}
              </DraftJump>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Differences({
  all,
  title,
}: {
  readonly all: readonly ReplayedDifference[];
  readonly title: string;
}) {
  const [count, setCount] = useState(PAGE);
  if (all.length === 0) return null;
  return (
    <div className={`${classes.group} tone-bad`}>
      <b>{title}</b>
      <ul className={classes.regions} aria-label={title}>
        {all.slice(0, count).map((one) => (
          <li key={`${one.from} ${one.to} ${one.example.file} ${one.example.line}`}>
            <div>
              {shown(one.from)} → {shown(one.to)}{' '}
              <span className="dim num">
                {one.flows === 1 ? '1 flow' : `${one.flows.toLocaleString('en')} flows`}
              </span>
            </div>
            <div>
              for example{' '}
              <span className="mono">
                {one.example.source} → {one.example.destination} {one.example.service}
              </span>{' '}
              <span className="dim">
                ({shown(one.example.file)}:{one.example.line})
              </span>
            </div>
            {one.entries.map(({ file, line, list, text }) => (
              <div key={`${file} ${list} ${line}`}>
                {line === undefined ? (
                  <span className="dim">
                    {shown(list)}: {shown(text)}
                  </span>
                ) : (
                  <LineJump file={file} line={line}>
                    {shown(file)}:{line} {shown(text)}
                  </LineJump>
                )}
              </div>
            ))}
            {one.entries.length === 0 && <div className="dim">No list sees it.</div>}
            {one.rules.map(({ file, line, path }) => (
              <div key={`${file} ${path}`}>
                <DraftJump path={file}>
                  {shown(file)}:{line} {path}
                </DraftJump>
              </div>
            ))}
            {one.rules.length === 0 && <div className="dim">No rule of the drafts matches it.</div>}
          </li>
        ))}
      </ul>
      {all.length > count && (
        <Button size="xs" variant="default" onClick={() => setCount(count + 5 * PAGE)}>
          Show more, {(all.length - count).toLocaleString('en')} are left
        </Button>
      )}
    </div>
  );
}
