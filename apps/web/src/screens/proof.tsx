import { Alert, Button, Text, Title } from '@mantine/core';
import { type DifferenceGroup, flowCount } from '@aclift/core';
import { useState } from 'react';
import type { TraceQuestion } from '../engine/messages.ts';
import { DraftJump, LineJump } from '../parts/jump.tsx';
import { shown } from '../parts/shown-text.ts';
import { VERDICT_TONE, VerdictIcon } from '../parts/verdict-icon.tsx';
import { go } from '../session/route.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import classes from './proof.module.css';

type Difference = DifferenceGroup['differences'][number];

/** Shown of a group before "show all". */
const FIRST = 5;

/** How drafts and lists differ: by cause, each pair of ends with a flow to try and both sides' reasons. */
export function ProofScreen() {
  const { report, verdict, groups } = useReview();
  const { edited } = useSessionState();
  const { proof } = report;
  return (
    <div className={classes.page}>
      <header className={`${classes.head} tone-${VERDICT_TONE[verdict.standing]}`}>
        <VerdictIcon standing={verdict.standing} size={40} />
        <div>
          <Title order={1} size="h3">
            {verdict.title}
          </Title>
          <Text className="dim" maw="72ch">
            {verdict.text}
          </Text>
        </div>
      </header>
      {edited.size > 0 && (
        <Alert color="yellow" variant="outline" role="note">
          {edited.size === 1 ? 'One draft was' : `${edited.size} drafts were`} edited. This proof is
          about the drafts as aclift wrote them; what the edits change stands on the{' '}
          <a href="#/policies">Policies</a> screen.
        </Alert>
      )}
      {groups.map((group) => (
        <Group key={group.key} group={group} />
      ))}
      {groups.length === 0 && verdict.standing === 'exact' && (
        <Text>There is no difference to show.</Text>
      )}
      {proof.exceptions.length > 0 && (
        <section className={`card ${classes.limits}`} aria-labelledby="exceptions">
          <Title order={2} size="h5" id="exceptions">
            Left out, or taken with a guess on the safe side
          </Title>
          <ul>
            {proof.exceptions.map(({ file, line, text }) => (
              <li key={`${file} ${line} ${text}`}>
                <LineJump file={file} line={line}>
                  {shown(file)}:{line}
                </LineJump>{' '}
                {shown(text)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={`card ${classes.limits}`} aria-labelledby="limits">
        <Title order={2} size="h5" id="limits">
          What this rests on
        </Title>
        <ul>
          {proof.limits.map((limit) => (
            <li key={limit}>{shown(limit)}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Group({ group }: { readonly group: DifferenceGroup }) {
  const [all, setAll] = useState(false);
  const { kind, because, title, meaning, advice, differences } = group;
  const visible = all ? differences : differences.slice(0, FIRST);
  const tone = because === null ? 'bad' : kind === 'widened' ? 'bad' : 'wait';
  return (
    <section className={`card ${classes.group} tone-${tone}`} aria-label={`${kind}: ${title}`}>
      <div className={classes.groupHead}>
        <span className={classes.kind}>{kind}</span>
        <Title order={2} size="h4">
          {title}
        </Title>
        <span className="dim num">
          {differences.length === 1 ? '1 pair of ends' : `${differences.length} pairs of ends`}
        </span>
      </div>
      <Text size="sm" maw="80ch">
        {meaning}
      </Text>
      <Text size="sm" className="dim" maw="80ch" mb="md">
        {advice}
      </Text>
      <ul className={classes.list}>
        {visible.map((difference) => (
          <li key={`${difference.from} ${difference.to}`}>
            <DifferenceItem difference={difference} />
          </li>
        ))}
      </ul>
      {visible.length < differences.length && (
        <Button size="xs" variant="default" mt="sm" onClick={() => setAll(true)}>
          Show all {differences.length}
        </Button>
      )}
    </section>
  );
}

/** The question that traces a witness. */
function tracingOf(witness: Difference['witness']): TraceQuestion {
  const { destination, destinationPort, icmp, protocol, source, sourcePort } = witness;
  const number = destinationPort ?? icmp?.type;
  const name = /^\d+$/.test(protocol) ? `ip/${protocol}` : protocol;
  return {
    from: source,
    to: destination,
    service: number === undefined ? name : `${name}/${number}`,
    sourcePort: sourcePort === undefined ? '' : String(sourcePort),
  };
}

function DifferenceItem({ difference }: { readonly difference: Difference }) {
  const session = useSession();
  const review = useReview();
  const { kind, from, to, flows, witness, entries, egress, ingress } = difference;
  const drafts = [...review.byPath.keys()].filter(
    (path) => egress.includes(path) || ingress.includes(path),
  );
  return (
    <article className={classes.difference}>
      <h3 className={classes.ends}>
        {shown(from)} <span aria-label="to">→</span> {shown(to)}
        <span className={`dim num ${classes.flows}`}>{flowCount(flows)} flows</span>
      </h3>
      <dl className={classes.facts}>
        <dt>Flow to try</dt>
        <dd className="mono">
          {witness.source}
          {witness.sourcePort === undefined ? '' : `:${witness.sourcePort}`} → {witness.destination}
          {witness.destinationPort === undefined ? '' : `:${witness.destinationPort}`}{' '}
          {witness.protocol}
          {witness.icmp === undefined
            ? ''
            : ` type ${witness.icmp.type}, code ${witness.icmp.code}`}
          <Button
            size="compact-xs"
            variant="subtle"
            ml={8}
            ff="text"
            onClick={() => {
              session.set({ tracing: tracingOf(witness) });
              go('trace');
            }}
          >
            Trace it
          </Button>
        </dd>
        <dt>Lists today</dt>
        <dd>
          {kind === 'narrowed' ? 'permit it' : 'deny it'}
          {entries.map(({ file, line, list, text }) => (
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
        </dd>
        <dt>Drafts</dt>
        <dd>
          egress {shown(egress)}; ingress {shown(ingress)}
          {drafts.length > 0 && (
            <div className={classes.drafts}>
              {drafts.map((path) => (
                <DraftJump key={path} path={path}>
                  {path.split('/').at(-1)}
                </DraftJump>
              ))}
            </div>
          )}
        </dd>
      </dl>
    </article>
  );
}
