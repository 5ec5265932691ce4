import { Button, SegmentedControl, Select, Text, TextInput, Title } from '@mantine/core';
import type { ReportedFinding } from '@aclift/analysis';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { shown } from '../parts/shown-text.ts';
import { useAnswer } from '../session/use-answer.ts';
import { useReview, useSession } from '../session/use-session.ts';
import { FindingItem } from './finding-item.tsx';
import { FixesPanel } from './fixes-panel.tsx';
import classes from './findings.module.css';

type Severity = ReportedFinding['severity'];

/** Shown at once, and by each "show more". */
const PAGE = 60;

/** What is dead, wrong or dangerous in the lists themselves, whatever becomes of them. */
export function FindingsScreen() {
  const session = useSession();
  const review = useReview();
  const [severity, setSeverity] = useState<Severity | 'all'>('all');
  const [list, setList] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [count, setCount] = useState(PAGE);
  const words = useDeferredValue(text);
  const answer = useAnswer(`${review.key}`, async (signal) =>
    session.analyst.findings(signal, session.numbered(review), today()),
  );
  const report = answer.value?.report;
  const found = useMemo(
    () => (report?.findings ?? []).filter((finding) => meets(finding, severity, list, words)),
    [report, severity, list, words],
  );
  const lists = (report?.lists ?? [])
    .filter(({ worst }) => worst !== null)
    .map(({ name, source }) => ({
      value: `${source}\n${name}`,
      label: `${shown(source)} ${shown(name)}`,
    }));
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <Title order={1} size="h4">
            Findings
          </Title>
          <Text size="sm" className="dim" maw="80ch">
            What is dead, wrong or dangerous in the access lists themselves. A line is called dead
            only if no packet can ever be decided by it; the lines that cause it are shown.
          </Text>
        </div>
      </header>
      {report === undefined ? (
        <Text size="sm" role="status" className="dim">
          {answer.state === 'failed'
            ? `The analysis failed: ${answer.failure}`
            : 'Analysing the lists…'}
        </Text>
      ) : (
        <>
          <div className={classes.filters}>
            <SegmentedControl
              size="xs"
              aria-label="Severity"
              value={severity}
              onChange={(value) => setSeverity(value as Severity | 'all')}
              data={[
                { value: 'all', label: `All ${report.findings.length}` },
                { value: 'error', label: `Errors ${report.totals.error}` },
                { value: 'warning', label: `Warnings ${report.totals.warning}` },
                { value: 'note', label: `Notes ${report.totals.note}` },
              ]}
            />
            <Select
              size="xs"
              w={220}
              aria-label="List"
              placeholder="All lists"
              clearable
              searchable
              data={lists.filter(
                ({ value }, at) => lists.findIndex((one) => one.value === value) === at,
              )}
              value={list}
              onChange={setList}
            />
            <TextInput
              size="xs"
              className={classes.search}
              aria-label="Search findings"
              placeholder="Words, a code, a place such as :154"
              leftSection={<IconSearch size={15} aria-hidden />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Text size="xs" className="dim num" ml="auto" role="status">
              {found.length.toLocaleString('en')} findings
              {report.totals.suppressed > 0 && `, ${report.totals.suppressed} accepted by remarks`}
            </Text>
          </div>
          {answer.value?.countersIgnored !== undefined && (
            <Text size="sm">{shown(answer.value.countersIgnored)}</Text>
          )}
          {found.length === 0 ? (
            <Text size="sm">Nothing to show.</Text>
          ) : (
            <ul className={classes.list}>
              {found.slice(0, count).map((finding) => (
                <li key={keyOf(finding)}>
                  <FindingItem finding={finding} />
                </li>
              ))}
            </ul>
          )}
          {found.length > count && (
            <Button size="xs" variant="default" onClick={() => setCount(count + PAGE)}>
              Show more, {(found.length - count).toLocaleString('en')} are left
            </Button>
          )}
          <FixesPanel suppressed={report.suppressed} />
        </>
      )}
    </div>
  );
}

function meets(
  { code, file, line, list, message, severity, text }: ReportedFinding,
  wanted: Severity | 'all',
  ofList: string | null,
  words: string,
): boolean {
  if (wanted !== 'all' && severity !== wanted) return false;
  if (ofList !== null && (list === null || `${file}\n${list.name}` !== ofList)) return false;
  const hay = `${code} ${file}:${line} ${list?.name ?? ''} ${message} ${text}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}

function keyOf({ causes, code, column, file, line, message }: ReportedFinding): string {
  return `${code} ${file}:${line}:${column} ${message} ${causes.map((cause) => cause.line).join()}`;
}

/** The reader's day, by which time ranges have passed or not. */
function today(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
