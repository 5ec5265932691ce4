import { Button, Text, Title } from '@mantine/core';
import { flowCount, type NextStep, type OutcomeName } from '@aclift/core';
import { IconArrowRight } from '@tabler/icons-react';
import { downloadFile, downloadZip } from '../export/download.ts';
import { exportFiles } from '../export/export-files.ts';
import { OutcomeBar } from '../parts/outcome-bar.tsx';
import { Problems } from '../parts/problems.tsx';
import { shown } from '../parts/shown-text.ts';
import { VERDICT_TONE, VerdictIcon } from '../parts/verdict-icon.tsx';
import { go } from '../session/route.ts';
import { useReview, useSession } from '../session/use-session.ts';
import classes from './overview.module.css';

/** The state of the migration on one page: what is proven, what became of every line, what to do next. */
export function OverviewScreen() {
  const session = useSession();
  const review = useReview();
  const { report, verdict, steps, coverage, problems, policies, groups } = review;
  const { proof, ledger } = report;
  const pick = (outcome: OutcomeName): void => {
    session.set({ ledgerFilter: { outcomes: [outcome] } });
    go('rules');
  };
  const open = (file: string, line: number): void => {
    if (!review.bySource.has(file)) return;
    const entry = review.entryAt(file, line);
    session.focus(entry === undefined ? { kind: 'line', file, line } : { kind: 'entry', entry });
    go('rules');
  };
  const namespaces = Map.groupBy(policies, ({ path }) => path.split('/')[1] ?? '');
  const share = coverage.of === 0 ? 1 : coverage.named / coverage.of;
  return (
    <div className={classes.page}>
      <Title order={1} className="visually-hidden">
        Overview
      </Title>
      <section className={`card ${classes.verdict} tone-${VERDICT_TONE[verdict.standing]}`}>
        <div className={classes.verdictHead}>
          <VerdictIcon standing={verdict.standing} />
          <div>
            <Title order={2} size="h3">
              {verdict.title}
            </Title>
            <Text className="dim" maw="62ch">
              {verdict.text}
            </Text>
          </div>
        </div>
        {verdict.standing !== 'nothing-to-prove' && (
          <dl className={classes.tally}>
            <Tally label="flows preserved" value={proof.preserved} />
            <Tally label="widened" value={proof.widened} hint="newly let through" />
            <Tally label="narrowed" value={proof.narrowed} hint="no longer let through" />
            <Tally label="unexplained" value={proof.unexplained} />
          </dl>
        )}
        {groups.length > 0 && (
          <ul className={classes.causes}>
            {groups.map(({ key, kind, title, differences }) => (
              <li key={key}>
                <a href="#/proof">{title}</a>
                <span className="dim">
                  {kind}, {differences.length === 1 ? '1 pair' : `${differences.length} pairs`} of
                  ends
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>

      <section className={`card ${classes.steps}`} aria-labelledby="next">
        <Title order={2} size="h5" id="next">
          What to do next
        </Title>
        <ol className={classes.stepList}>
          {steps.map((step) => (
            <Step key={`${step.kind} ${step.title}`} step={step} />
          ))}
        </ol>
      </section>

      <section className={`card ${classes.wide}`} aria-labelledby="lines">
        <div className={classes.sectionHead}>
          <Title order={2} size="h5" id="lines">
            {ledger.total.toLocaleString('en')} access-list lines, each with one outcome
          </Title>
          <Text size="sm" className="dim">
            {report.mode === 'topology'
              ? 'Lists apply where interfaces bind them.'
              : 'Detached: the chosen list filters every flow.'}
          </Text>
        </div>
        <OutcomeBar outcomes={ledger.outcomes} total={ledger.total} onPick={pick} />
      </section>

      <section className={`card ${classes.half}`} aria-labelledby="coverage">
        <Title order={2} size="h5" id="coverage">
          Mapping coverage
        </Title>
        <Text size="sm" className="dim">
          Lines of filtering lists whose addresses all have names
        </Text>
        <div className={classes.meter} aria-hidden>
          <div style={{ width: `${share * 100}%` }} />
        </div>
        <Text size="sm" className="num">
          <b>{coverage.named.toLocaleString('en')}</b> of {coverage.of.toLocaleString('en')} lines
        </Text>
        {report.unmapped.length > 0 && (
          <>
            <Text size="sm" mt="md" mb={4} fw={600}>
              Naming these helps most
            </Text>
            <ul className={classes.unmapped}>
              {report.unmapped.slice(0, 6).map(({ kind, name, addresses, entries }) => (
                <li key={`${kind} ${name}`}>
                  <span className="num">{entries}</span>
                  <span className="dim">{kind}</span>
                  <span className="mono">{shown(name)}</span>
                  {kind !== 'address' && (
                    <span className="mono dim">{addresses.slice(0, 2).join(', ')}</span>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </section>

      <section className={`card ${classes.half}`} aria-labelledby="drafts">
        <Title order={2} size="h5" id="drafts">
          {policies.length === 0 ? 'No drafts yet' : `${policies.length} drafts`}
        </Title>
        {report.inventory !== null && (
          <Text size="sm">
            <a href="#/connectivity">Who may open what to whom</a>, today and with them
          </Text>
        )}
        <ul className={classes.drafts}>
          {[...namespaces].map(([namespace, files]) => (
            <li key={namespace}>
              <a href="#/policies" className={classes.namespace}>
                <span>{namespace}</span>
                <span className="dim num">
                  {new Set(files.map(({ workload }) => workload)).size} workloads, {files.length}{' '}
                  drafts,{' '}
                  {files.reduce((sum, { objects }) => sum + (objects[0]?.rules.length ?? 0), 0)}{' '}
                  rules
                </span>
              </a>
            </li>
          ))}
        </ul>
      </section>

      {problems.length > 0 && (
        <section className={`card ${classes.wide}`} aria-labelledby="messages">
          <Title order={2} size="h5" id="messages" mb="sm">
            Messages about the inputs
          </Title>
          <Problems problems={problems} onPlace={open} />
        </section>
      )}
    </div>
  );
}

function Tally({
  label,
  value,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
}) {
  return (
    <div>
      <dt className="eyebrow">{label}</dt>
      <dd className="num">{flowCount(value)}</dd>
      {hint !== undefined && <dd className={classes.hint}>{hint}</dd>}
    </div>
  );
}

function Step({ step }: { readonly step: NextStep }) {
  const session = useSession();
  const review = useReview();
  const act = ((): { readonly label: string; readonly run: () => void } | undefined => {
    switch (step.kind) {
      case 'decide':
        return {
          label: 'Decide',
          run: () => {
            session.set({ reviewing: 'decisions' });
            go('mappings');
          },
        };
      case 'ask-about':
        return {
          label: 'Show the lines',
          run: () => {
            session.set({
              ledgerFilter: { outcomes: ['needs-decision'], reasons: step.reasons },
            });
            go('rules');
          },
        };
      case 'name-addresses':
        return {
          label: 'Name them',
          run: () => {
            session.set({ reviewing: 'suggestions' });
            go('mappings');
          },
        };
      case 'read-differences':
      case 'report-bug':
        return { label: 'Open the proof', run: () => go('proof') };
      case 'export':
        return {
          label: 'Export',
          run: () => downloadZip(exportFiles(review, session.get().edited)),
        };
      case 'write-inventory': {
        const file = review.files.find(({ path }) => path === 'inventory.skeleton.yaml');
        return file === undefined
          ? undefined
          : {
              label: 'Save the prepared inventory',
              run: () => downloadFile('inventory.yaml', file),
            };
      }
      case 'mend-inputs':
        return undefined;
    }
  })();
  return (
    <li className={classes.step}>
      <div>
        <Text fw={600} size="sm">
          {step.title}
        </Text>
        <Text size="sm" className="dim">
          {step.text}
        </Text>
      </div>
      {act !== undefined && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={act.run}
          rightSection={<IconArrowRight size={14} aria-hidden />}
        >
          {act.label}
        </Button>
      )}
    </li>
  );
}
