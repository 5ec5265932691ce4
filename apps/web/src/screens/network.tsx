import { SegmentedControl, Text, Title } from '@mantine/core';
import { type FamilyNetwork, networkPicture, networkWay } from '@aclift/insight';
import { useMemo, useState } from 'react';
import { useAnswer } from '../session/use-answer.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import { NetworkGraph } from './network-picture.tsx';
import { NetworkTable } from './network-table.tsx';
import { type ShownWay, shownWay, WayPanel } from './network-way.tsx';
import classes from './network.module.css';

const FAMILY_NAMES = { ipv4: 'IPv4', ipv6: 'IPv6' } as const;

/** Devices, segments and the filters between them, with the way of the traced flow. */
export function NetworkScreen() {
  const session = useSession();
  const review = useReview();
  const { tracing, way: chosenWay } = useSessionState();
  const answer = useAnswer(`${review.key}`, async (signal) =>
    session.desk.network(signal, session.numbered(review)),
  );
  const asked = [tracing.from, tracing.to, tracing.service].every((text) => text !== '');
  const traced = useAnswer(
    asked ? `${review.key} ${JSON.stringify(tracing)}` : undefined,
    async () => session.engine.trace(tracing),
  );
  const report = traced.value?.ok === true ? traced.value.report : undefined;
  const way = useMemo(() => shownWay(report, chosenWay), [report, chosenWay]);
  const families = answer.value?.families ?? [];
  const [picked, setPicked] = useState<FamilyNetwork['family']>();
  const ofFlow = report?.from.address.includes(':') === true ? 'ipv6' : 'ipv4';
  const family = picked ?? (report === undefined ? families[0]?.family : ofFlow);
  const network = families.find((one) => one.family === family) ?? families[0];
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Title order={1} size="h4">
          Network
        </Title>
        <Text size="sm" className="dim" maw="78ch">
          Devices and segments as the configurations connect them, and which lists packets meet
          where. A way goes from place to device and on.
        </Text>
      </header>
      {network === undefined ? (
        <Text size="sm" role="status" className="dim">
          {answer.state === 'failed'
            ? `The network could not be worked out: ${answer.failure}`
            : answer.state === 'done'
              ? 'No interface has an address, and no list filters anything.'
              : 'Working out the network…'}
        </Text>
      ) : (
        <>
          <div className={classes.controls}>
            {families.length > 1 && (
              <SegmentedControl
                size="xs"
                aria-label="Family"
                value={network.family}
                onChange={(value) => setPicked(value as FamilyNetwork['family'])}
                data={families.map((one) => ({
                  value: one.family,
                  label: FAMILY_NAMES[one.family],
                }))}
              />
            )}
            <Legend />
          </div>
          <WayPanel report={report} />
          <Views
            key={`${review.key} ${network.family}`}
            network={network}
            way={network.family === ofFlow ? way : undefined}
          />
        </>
      )}
    </div>
  );
}

function Views({
  network,
  way,
}: {
  readonly network: FamilyNetwork;
  readonly way: ShownWay | undefined;
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string>();
  const onWay = useMemo(
    () =>
      new Map(
        way === undefined
          ? []
          : networkWay(network, way.hops, way).flatMap(({ hop, links }) =>
              links.map((link): [string, 'in' | 'out'] => [link, hop.direction]),
            ),
      ),
    [network, way],
  );
  const picture = useMemo(
    () => networkPicture(network, open, new Set(onWay.keys())),
    [network, open, onWay],
  );
  return (
    <div className={classes.columns}>
      {network.placed ? (
        <NetworkGraph
          network={network}
          picture={picture}
          chosen={chosen}
          onChoose={(id) => setChosen(id === chosen ? undefined : id)}
          onFold={(id) => {
            const next = new Set(open);
            if (!next.delete(id)) next.add(id);
            setOpen(next);
          }}
          way={onWay}
        />
      ) : (
        <Text size="sm" className={`card ${classes.nothing}`}>
          Lists are taken to filter every flow, wherever they are bound: there are no ways to draw.
        </Text>
      )}
      <NetworkTable network={network} chosen={chosen} way={onWay} />
    </div>
  );
}

function Legend() {
  return (
    <ul className={classes.legend} aria-label="Legend">
      {(
        [
          ['M-6 -6 7 0 -6 6z', 'ok', 'filter, in the direction that it points', false],
          ['M-6 -6 7 0 -6 6z', 'wait', 'filter that is not certain', true],
        ] as const
      ).map(([path, tone, words, doubtful]) => (
        <li key={words}>
          <svg
            className={`${classes.mark} tone-${tone}`}
            width="16"
            height="16"
            viewBox="-8 -8 16 16"
            data-doubtful={doubtful || undefined}
            aria-hidden
          >
            <path d={path} />
          </svg>
          {words}
        </li>
      ))}
      <li>
        <svg width="26" height="16" viewBox="0 0 26 16" aria-hidden>
          <path className={classes.line} data-doubtful d="M1 8H25" />
        </svg>
        perhaps leads there
      </li>
      <li>
        <svg width="26" height="16" viewBox="0 0 26 16" aria-hidden>
          <path className={classes.line} data-way="in" d="M1 8H25" />
        </svg>
        way of the traced flow
      </li>
    </ul>
  );
}
