import { Button, Text, Title } from '@mantine/core';
import { differenceTitle, flowCount } from '@aclift/core';
import type { ReportedDifferenceGroup } from '@aclift/insight';
import { useState } from 'react';
import { FileButton } from '../parts/file-button.tsx';
import { shown } from '../parts/shown-text.ts';
import { fileText } from '../engine/decode-text.ts';
import type { Verification } from '../engine/messages.ts';
import { useAnswer } from '../session/use-answer.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import { AgainstLists } from './against-lists.tsx';
import classes from './checks.module.css';

/** Regions shown of a group, and by each "show more". */
const PAGE = 8;

/** Policies that the reader brought, such as what a cluster runs, against the lists. */
export function PoliciesCheck({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const session = useSession();
  const review = useReview();
  const { policies } = useSessionState();
  const names = policies.map(({ name }) => name).join('\n');
  const answer = useAnswer(
    policies.length === 0 ? undefined : `${review.key} ${names}`,
    async (signal) =>
      session.desk.verify(
        signal,
        session.numbered(review),
        policies.map((file) => ({ name: file.name, text: fileText(file) })),
      ),
  );
  return (
    <section className={`card ${classes.check}`} aria-labelledby="policies-check">
      <div className={classes.head}>
        <div>
          <Title order={2} size="h5" id="policies-check">
            Policies of a cluster against the lists
          </Title>
          <Text size="sm" className="dim" maw="76ch">
            Do policies that somebody wrote or edited say what the lists say? For example the output
            of <span className="mono">kubectl get netpol,cnp,ccnp -A -o yaml</span>.
          </Text>
        </div>
        <FileButton label="Add policies" onFiles={onFiles} />
      </div>
      {policies.length > 0 && (
        <ul className={classes.files}>
          {policies.map(({ name }) => (
            <li key={name} className="mono">
              {shown(name)}{' '}
              <button
                type="button"
                className={classes.remove}
                aria-label={`Remove ${shown(name)}`}
                onClick={() =>
                  session.set({ policies: policies.filter((one) => one.name !== name) })
                }
              >
                remove
              </button>
            </li>
          ))}
        </ul>
      )}
      {answer.state === 'working' && (
        <Text size="sm" role="status" className="dim">
          Comparing over all flows…
        </Text>
      )}
      {answer.state === 'failed' && <Text size="sm">It failed: {answer.failure}</Text>}
      {answer.state === 'done' &&
        (answer.value === undefined ? (
          <Text size="sm">Comparing needs an inventory: it says who has which address.</Text>
        ) : (
          <Verified verification={answer.value} />
        ))}
    </section>
  );
}

function Verified({ verification: { findings, verify } }: { readonly verification: Verification }) {
  const { differences, equal, flows, limits, notModelled, objects, undecided } = verify;
  const problems = findings.filter(({ severity }) => severity !== 'note');
  const unsure = notModelled.length + undecided.length > 0;
  return (
    <div className={classes.result} role="status">
      <b>
        {equal && !unsure
          ? `Equal: ${objects.accepted === 1 ? '1 object' : `${objects.accepted} objects`} and the lists decide every flow that can be compared alike.`
          : `${objects.accepted === 1 ? '1 object' : `${objects.accepted} objects`}: ${flowCount(flows.preserved)} flows are decided alike, ${flowCount(flows.widened)} are wider than the lists, ${flowCount(flows.narrowed)} narrower.`}
      </b>
      {objects.refused.length > 0 && (
        <div>
          A cluster would refuse{' '}
          {objects.refused
            .map(({ file, line, object }) => `${shown(object)} (${shown(file)}:${line})`)
            .join(', ')}
          : compared as if it were not there.
        </div>
      )}
      {problems.length > 0 && (
        <ul aria-label="Problems of the policies">
          {problems.slice(0, PAGE).map(({ code, column, file, line, message }) => (
            <li key={`${code} ${file} ${line} ${column}`}>
              <span className="mono">
                {shown(file)}:{line}:{column}
              </span>{' '}
              {shown(message)}
            </li>
          ))}
          {problems.length > PAGE && <li>and {problems.length - PAGE} more</li>}
        </ul>
      )}
      {notModelled.map(({ file, line, path, what }) => (
        <div key={`${file} ${line} ${path}`}>
          <span className="mono">
            {shown(file)}:{line}
          </span>{' '}
          {shown(what)} is not modelled: what it changes nobody has compared.
        </div>
      ))}
      {undecided.length > 0 && (
        <div>Of {undecided.length} pairs of ends only the cluster knows.</div>
      )}
      {differences.map((group) => (
        <Group key={`${group.kind} ${group.because}`} group={group} />
      ))}
      <details>
        <summary>What this rests on</summary>
        <ul>
          {limits.map((limit) => (
            <li key={limit}>{shown(limit)}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Group({
  group: { because, flows, kind, regions },
}: {
  readonly group: ReportedDifferenceGroup;
}) {
  const [count, setCount] = useState(PAGE);
  return (
    <div
      className={`${classes.group} tone-${kind === 'widened' && because === null ? 'bad' : 'wait'}`}
    >
      <b>
        {kind}: {because === null ? 'these policies could avoid it' : differenceTitle(because)}
      </b>{' '}
      <span className="dim num">{flowCount(flows)} flows</span>
      <ul className={classes.regions}>
        {regions.slice(0, count).map((region) => (
          <li
            key={`${region.from} ${region.to} ${region.services.join()} ${region.witness.source}`}
          >
            <AgainstLists kind={kind} region={region} />
          </li>
        ))}
      </ul>
      {regions.length > count && (
        <Button size="xs" variant="default" onClick={() => setCount(count + 5 * PAGE)}>
          Show more, {(regions.length - count).toLocaleString('en')} are left
        </Button>
      )}
    </div>
  );
}
