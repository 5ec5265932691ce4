import { Button, SegmentedControl, Switch, Text, Title } from '@mantine/core';
import {
  type Connectivity,
  connectivityAxes,
  type ConnectivityBlock,
  connectivityBlocks,
  connectivityGroups,
} from '@aclift/insight';
import { useMemo, useState } from 'react';
import { useAnswer } from '../session/use-answer.ts';
import { useReview, useSession } from '../session/use-session.ts';
import { ConnectionDetail } from './connection-detail.tsx';
import { ConnectivityGraph } from './connectivity-graph.tsx';
import { ConnectivityMatrix } from './connectivity-matrix.tsx';
import { Legend } from './connectivity-marks.tsx';
import classes from './connectivity.module.css';
import type { Chosen, ConnectivityProps } from './connectivity-props.ts';

/** Up to so many ends all namespaces begin open. */
const SMALL = 24;

/** Who may open what to whom, today and with the drafts. */
export function ConnectivityScreen() {
  const session = useSession();
  const review = useReview();
  const answer = useAnswer(`${review.key}`, async (signal) =>
    session.desk.connectivity(
      signal,
      session.numbered(review),
      review.policies.map(({ path, text }) => ({ name: path, text })),
    ),
  );
  const matrix = answer.value;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Title order={1} size="h4">
          Connectivity
        </Title>
        <Text size="sm" className="dim" maw="78ch">
          Who may open what to whom: today through the lists, and with the drafts. Rows open,
          columns accept.
        </Text>
      </header>
      {matrix === undefined ? (
        <Text size="sm" role="status" className="dim">
          {answer.state === 'failed'
            ? `The matrix could not be worked out: ${answer.failure}`
            : answer.state === 'done'
              ? 'Without an inventory there is nobody to connect: name who has which address first.'
              : 'Working out who may open what…'}
        </Text>
      ) : (
        <Views key={review.key} matrix={matrix} />
      )}
    </div>
  );
}

function Views({ matrix }: { readonly matrix: Connectivity }) {
  const groups = useMemo(() => connectivityGroups(matrix), [matrix]);
  const [view, setView] = useState<'matrix' | 'graph'>('matrix');
  const [different, setDifferent] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(matrix.ends.length <= SMALL ? groups : []),
  );
  const [chosen, setChosen] = useState<Chosen>();
  const axes = useMemo(() => connectivityAxes(matrix, open), [matrix, open]);
  const all = useMemo(() => connectivityBlocks(matrix, axes), [matrix, axes]);
  const meant = (block: ConnectivityBlock): boolean => !different || block.standing !== 'same';
  const blocks = different ? all.filter(meant) : all;
  const whole = useMemo(() => {
    const wholeAxes = connectivityAxes(matrix, new Set());
    return connectivityBlocks(matrix, wholeAxes).map((block) => ({
      ...block,
      between: [wholeAxes[block.from]?.group ?? '', wholeAxes[block.to]?.group ?? ''] as const,
    }));
  }, [matrix]);
  const toggle = (group: string): void => {
    const next = new Set(open);
    if (!next.delete(group)) next.add(group);
    setOpen(next);
    setChosen(undefined);
  };
  const props: ConnectivityProps = {
    axes,
    blocks,
    chosen,
    onChoose: setChosen,
    open,
    onToggle: toggle,
  };
  return (
    <>
      <div className={classes.controls}>
        <SegmentedControl
          size="xs"
          aria-label="View"
          value={view}
          onChange={(value) => setView(value as typeof view)}
          data={[
            { value: 'matrix', label: 'Matrix' },
            { value: 'graph', label: 'Graph' },
          ]}
        />
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            setOpen(new Set(open.size < groups.length ? groups : []));
            setChosen(undefined);
          }}
        >
          {open.size < groups.length ? 'Show all workloads' : 'Namespaces only'}
        </Button>
        <Switch
          size="xs"
          label="Differences only"
          checked={different}
          onChange={(event) => setDifferent(event.currentTarget.checked)}
        />
        <Legend />
      </div>
      <div className={classes.columns}>
        {view === 'matrix' ? (
          <ConnectivityMatrix {...props} />
        ) : (
          <ConnectivityGraph {...props} groupLines={whole.filter(meant)} />
        )}
        <ConnectionDetail matrix={matrix} axes={axes} blocks={blocks} chosen={chosen} view={view} />
      </div>
    </>
  );
}
