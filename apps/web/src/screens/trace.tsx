import { Alert, Autocomplete, Button, Text, TextInput, Title } from '@mantine/core';
import { differenceTitle, type ReportedEntry } from '@aclift/core';
import {
  FILTER_WORDS,
  type SideVerdict,
  type TracedEnd,
  type TracedFilter,
  type TracedWay,
  type TraceReport,
} from '@aclift/insight';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import type { TraceAnswer } from '../engine/messages.ts';
import { DraftJump, LineJump } from '../parts/jump.tsx';
import jump from '../parts/jump.module.css';
import { shown } from '../parts/shown-text.ts';
import { go } from '../session/route.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import classes from './trace.module.css';

/** One flow through the lists of today and the drafts, side by side. */
export function TraceScreen() {
  const review = useReview();
  const session = useSession();
  const { tracing: question } = useSessionState();
  const [answer, setAnswer] = useState<TraceAnswer>();
  const names = useMemo(
    () =>
      [
        ...new Set([
          ...review.report.drafts.map(({ workload }) => workload),
          ...review.report.proof.differences.flatMap(({ from, to }) => [from, to]),
        ]),
      ]
        .filter((name) => !name.startsWith('('))
        .toSorted(),
    [review],
  );
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    void session.engine.trace(question).then(setAnswer);
  };
  // Whoever comes from elsewhere with a question, or back to one, gets its answer.
  useEffect(() => {
    const { tracing } = session.get();
    if ([tracing.from, tracing.to, tracing.service].every((text) => text !== '')) {
      void session.engine.trace(tracing).then(setAnswer);
    }
  }, [session]);
  const set = (change: Partial<typeof question>): void =>
    session.set({ tracing: { ...question, ...change } });
  return (
    <div className={classes.page}>
      <Title order={1} size="h3">
        Trace a flow
      </Title>
      <Text className="dim" maw="72ch">
        Ends are addresses, workloads, externals or pods. Services are 443/tcp, 53/udp, icmp/8, or a
        protocol number.
      </Text>
      <form className={classes.form} onSubmit={ask}>
        <Autocomplete
          label="From"
          placeholder="shop/cart"
          required
          data={names}
          value={question.from}
          onChange={(from) => set({ from })}
        />
        <Autocomplete
          label="To"
          placeholder="10.10.30.11"
          required
          data={names}
          value={question.to}
          onChange={(to) => set({ to })}
        />
        <TextInput
          label="Service"
          placeholder="5432/tcp"
          required
          value={question.service}
          onChange={(event) => set({ service: event.currentTarget.value })}
        />
        <TextInput
          label="Client port"
          placeholder="any high port"
          inputMode="numeric"
          value={question.sourcePort}
          onChange={(event) => set({ sourcePort: event.currentTarget.value.trim() })}
        />
        <Button type="submit">Trace</Button>
      </form>
      <div role="status">
        {answer?.ok === false && (
          <Alert color="yellow" variant="outline">
            {shown(answer.summary)}
          </Alert>
        )}
        {answer?.ok === true && <Story report={answer.report} />}
      </div>
    </div>
  );
}

function Story({ report }: { readonly report: TraceReport }) {
  const { agree, cluster, from, otherwise, to, today } = report;
  const tone = agree === null ? 'wait' : agree ? 'ok' : 'bad';
  return (
    <>
      <section className={`card ${classes.verdict} tone-${tone}`} aria-label="Verdict">
        <Title order={2} size="h4">
          Lists: {today.opening.verdict}. Drafts: {cluster.verdict}.{' '}
          {agree === null
            ? 'Whether they agree cannot be told.'
            : agree
              ? 'They agree.'
              : 'They differ.'}
        </Title>
        {report.because !== null && <Text size="sm">Why: {differenceTitle(report.because)}</Text>}
        {otherwise.length > 0 && (
          <Text size="sm">
            Other addresses of these workloads fare otherwise today, for example{' '}
            {otherwise[0]?.source} to {otherwise[0]?.destination}.
          </Text>
        )}
      </section>
      <div className={classes.sides}>
        <section className={`card ${classes.side}`} aria-label="Today, by the access lists">
          <Title order={2} size="h5">
            Today, by the access lists
          </Title>
          <End label="From" end={from} />
          <End label="To" end={to} />
          {today.sameSegment && (
            <Text size="sm">Both ends sit in one segment: no router sees the flow.</Text>
          )}
          <Way title="Opening" way={today.opening} packet="opening" />
          {/* Nothing answers what does not arrive. */}
          {today.reply !== null && today.opening.verdict !== 'deny' && (
            <Way title="Answer" way={today.reply} packet="reply" />
          )}
          {today.asAnswer !== null && (
            <Way title="The same packet with ACK set, as an answer" way={today.asAnswer} />
          )}
        </section>
        <section className={`card ${classes.side}`} aria-label="In the cluster, by the drafts">
          <Title order={2} size="h5">
            In the cluster, by the drafts
          </Title>
          <Side label={shown(`Egress of ${from.name ?? from.address}`)} side={cluster.egress} />
          <Side label={shown(`Ingress of ${to.name ?? to.address}`)} side={cluster.ingress} />
        </section>
      </div>
    </>
  );
}

function End({ end, label }: { readonly end: TracedEnd; readonly label: string }) {
  const { address, addresses, name, place } = end;
  return (
    <Text size="sm">
      <span className="dim">{label}</span> <span className="mono">{address}</span>{' '}
      {name === null ? 'not in the inventory' : shown(name)}
      {addresses > 1 && `, one of ${addresses} addresses`}
      {place !== null && `, behind ${shown(place)}`}
    </Text>
  );
}

function Way({
  packet,
  title,
  way,
}: {
  readonly title: string;
  readonly way: TracedWay;
  /** Absent: its hops are those of the opening, and are not said again. */
  readonly packet?: 'opening' | 'reply';
}) {
  const session = useSession();
  const { filters, moreWays, routed, verdict, ways } = way;
  return (
    <div>
      <h3 className={classes.way}>
        {title}: <span className={`${classes.word} tone-${TONE[verdict]}`}>{verdict}</span>
      </h3>
      {packet !== undefined && ways.length > 0 && (
        <>
          {!routed && (
            <Text size="sm">No route tells its way; these are the links that there are.</Text>
          )}
          <ol
            className={classes.ways}
            data-several={ways.length > 1 || moreWays || undefined}
            aria-label={ways.length === 1 ? 'Way' : 'Possible ways'}
          >
            {ways.map((hops, at) => (
              <li key={JSON.stringify(hops)}>
                <ol className={classes.hops}>
                  {hops.map((hop, n) => (
                    // One interface may be crossed twice.
                    // oxlint-disable-next-line react/no-array-index-key
                    <li key={n}>
                      {shown(hop.device)} {shown(hop.interface ?? 'some interface')} {hop.direction}
                    </li>
                  ))}
                </ol>
                <button
                  type="button"
                  className={jump.jump}
                  onClick={() => {
                    session.set({ way: { packet, at } });
                    go('network');
                  }}
                >
                  Show {ways.length > 1 ? `way ${at + 1}` : 'the way'} in the network
                </button>
              </li>
            ))}
          </ol>
          {moreWays && <Text size="sm">There are more ways than these.</Text>}
        </>
      )}
      {filters.length === 0 ? (
        <Text size="sm">No list is on its way: it passes.</Text>
      ) : (
        <ul className={classes.list} aria-label="Filters on the way">
          {filters.map((filter, at) => (
            // Two filters may be alike in all that is said of them.
            // oxlint-disable-next-line react/no-array-index-key
            <Filter key={at} filter={filter} />
          ))}
        </ul>
      )}
    </div>
  );
}

const TONE = { permit: 'ok', unfiltered: 'quiet', deny: 'bad', unknown: 'wait' } as const;

function Filter({ filter }: { readonly filter: TracedFilter }) {
  const { certain, device, direction, kind, lists, name, verdict } = filter;
  const at =
    kind === 'detached'
      ? 'taken to filter everything'
      : [device, filter.interface, direction].filter((part) => part !== null).join(' ');
  const maybe = certain
    ? ''
    : kind === 'port'
      ? ', if the host is behind this port'
      : ', on some ways';
  return (
    <li>
      <div>
        {FILTER_WORDS[kind]} {shown(name)}:{' '}
        <span className={`${classes.word} tone-${TONE[verdict]}`}>{verdict}</span>
      </div>
      <div className="dim">
        {shown(at)}
        {maybe}
      </div>
      {lists.map(({ doubtful, entry, file, list }) => (
        <div key={`${file} ${list}`}>
          {doubtful.map((one) => (
            <Entry key={one.line} file={file} entry={one} note="nobody can evaluate it" />
          ))}
          {entry !== null && <Entry file={file} entry={entry} />}
        </div>
      ))}
    </li>
  );
}

/** An entry that decides, or could; without a line the end of the list. */
function Entry({
  entry: { line, list, text },
  file,
  note,
}: {
  readonly entry: ReportedEntry;
  readonly file: string;
  readonly note?: string;
}) {
  if (line === undefined) {
    return (
      <div className="dim">
        {shown(list)}: {shown(text)}
      </div>
    );
  }
  return (
    <div>
      <LineJump file={file} line={line}>
        {shown(file)}:{line} {shown(text)}
      </LineJump>
      {note !== undefined && <span className="dim"> {note}</span>}
    </div>
  );
}

function Side({ label, side }: { readonly label: string; readonly side: SideVerdict }) {
  const places = 'by' in side ? side.by : 'rule' in side ? [side.rule] : [];
  const text = {
    'not-isolated': 'not isolated',
    itself: 'a pod talks to itself, which no policy stops',
    allowed: 'allowed by',
    'allowed-in-part': 'allowed, with a look inside, by',
    denied: 'denied by',
    undecided: 'only the cluster can tell about',
    'undecided-protocol': 'left to the engine: policies do not say what becomes of this protocol',
    isolated: 'no rule allows it; isolated by',
  }[side.verdict];
  return (
    <div>
      <h3 className={classes.way}>{shown(label)}</h3>
      <Text size="sm">{text}</Text>
      <ul className={classes.list}>
        {places.map(({ file, line, path }) => (
          <li key={`${file} ${path}`}>
            <DraftJump path={file}>
              {shown(file)}:{line} {path}
            </DraftJump>
          </li>
        ))}
      </ul>
    </div>
  );
}
