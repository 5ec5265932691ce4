import { Button, Text, Title } from '@mantine/core';
import type { LintReport } from '@aclift/analysis';
import { useState } from 'react';
import { downloadFile } from '../export/download.ts';
import { packed } from '../export/export-files.ts';
import { shown } from '../parts/shown-text.ts';
import { useAnswer } from '../session/use-answer.ts';
import { useReview, useSession } from '../session/use-session.ts';
import classes from './findings.module.css';

/** The lists without what does nothing: proven to decide every packet alike, as a diff and as files. */
export function FixesPanel({ suppressed }: { readonly suppressed: LintReport['suppressed'] }) {
  const session = useSession();
  const review = useReview();
  const [wanted, setWanted] = useState(false);
  const answer = useAnswer(wanted ? `${review.key}` : undefined, async (signal) =>
    session.analyst.fixes(signal, session.numbered(review), suppressed),
  );
  const report = answer.value;
  return (
    <section className={`card ${classes.fixes}`} aria-labelledby="fixes">
      <Title order={2} size="h5" id="fixes">
        Shorter lists
      </Title>
      <Text size="sm" className="dim" maw="80ch">
        Lines that never decide a packet, that later lines make needless or that match nothing are
        taken out, and lines that one line can stand for become it. Each list is read again and
        compared with the old one over all packets.
      </Text>
      {report === undefined ? (
        <Button
          size="xs"
          variant="default"
          mt="sm"
          loading={answer.state === 'working'}
          onClick={() => setWanted(true)}
        >
          Work out the fixes
        </Button>
      ) : report.files.length === 0 ? (
        <Text size="sm" mt="sm">
          No line can go.
        </Text>
      ) : (
        <>
          <ul className={classes.causes}>
            {report.lists
              .filter(({ after, before }) => after !== before)
              .map(({ after, before, name, source }) => (
                <li key={`${source} ${name}`}>
                  {shown(source)} {shown(name)}:{' '}
                  <span className="num">
                    {before} lines become {after}
                  </span>
                </li>
              ))}
          </ul>
          {report.files.map(({ diff, file, text }) => (
            <div key={file}>
              <div className={classes.foot}>
                <span className="mono">{shown(file)}</span>
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => downloadFile(file.split('/').at(-1) ?? file, packed(file, text))}
                >
                  Save the shorter configuration
                </Button>
              </div>
              {/* What scrolls must be reachable by keyboard. */}
              {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
              <pre className={classes.diff} tabIndex={0} aria-label={`Diff of ${shown(file)}`}>
                {diff.split('\n').map((line, at) => (
                  // Lines of a diff have no identity of their own and never change order.
                  // oxlint-disable-next-line react/no-array-index-key
                  <div key={at} data-kind={line[0]}>
                    {shown(line)}
                  </div>
                ))}
              </pre>
            </div>
          ))}
        </>
      )}
      {report !== undefined && report.refused.length > 0 && (
        <>
          <Text size="sm" mt="sm">
            Left as they are:
          </Text>
          <ul className={classes.causes}>
            {report.refused.map(({ name, reason, source }) => (
              <li key={`${source} ${name}`}>
                {shown(source)} {shown(name)}: {shown(reason)}
              </li>
            ))}
          </ul>
        </>
      )}
      {answer.state === 'failed' && <Text size="sm">The fixes failed: {answer.failure}</Text>}
    </section>
  );
}
