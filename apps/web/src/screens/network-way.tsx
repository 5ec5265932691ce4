import { Select, Text } from '@mantine/core';
import { flowText } from '@aclift/core';
import {
  FILTER_WORDS,
  type TracedFilter,
  type TracedHop,
  type TracedWay,
  type TraceReport,
} from '@aclift/insight';
import { LineJump } from '../parts/jump.tsx';
import { shown } from '../parts/shown-text.ts';
import { go } from '../session/route.ts';
import { useSession, useSessionState } from '../session/use-session.ts';
import classes from './network.module.css';
import jump from '../parts/jump.module.css';

/** A way that can be chosen. */
export interface ShownWay {
  readonly hops: readonly TracedHop[];
  readonly way: TracedWay;
  /** Addresses that it leads from and to. */
  readonly source: string;
  readonly destination: string;
}

/** The way that the session has chosen, or the first; undefined: there is none. */
export function shownWay(
  report: TraceReport | undefined,
  { at, packet }: { readonly packet: 'opening' | 'reply'; readonly at: number },
): ShownWay | undefined {
  const way = report?.today[packet];
  const hops = way?.ways[at] ?? way?.ways[0];
  if (report === undefined || hops === undefined || way === undefined || way === null)
    return undefined;
  const [source, destination] =
    packet === 'opening'
      ? [report.from.address, report.to.address]
      : [report.to.address, report.from.address];
  return { hops, way, source, destination };
}

/** Which flow is highlighted, and its way hop by hop. */
export function WayPanel({ report }: { readonly report: TraceReport | undefined }) {
  const session = useSession();
  const { way: chosen } = useSessionState();
  const trace = (
    <button type="button" className={jump.jump} onClick={() => go('trace')}>
      {report === undefined ? 'Trace a flow' : 'Trace another flow'}
    </button>
  );
  if (report === undefined) {
    return (
      <Text size="sm" className="dim">
        {trace} to see its way here.
      </Text>
    );
  }
  const { today } = report;
  const choices = (['opening', 'reply'] as const).flatMap((packet) =>
    (today[packet]?.ways ?? []).map((_, at, { length }) => ({
      value: `${packet} ${at}`,
      label: `${packet === 'opening' ? 'Opening' : 'Answer'}${length === 1 ? '' : `, way ${at + 1} of ${length}`}`,
    })),
  );
  const shownNow = shownWay(report, chosen);
  // Filters of other ways stand at their hops.
  const besides = (shownNow?.way.filters ?? []).filter(
    (filter) => !(shownNow?.way.ways ?? []).flat().some((hop) => isAt(filter, hop)),
  );
  const value =
    choices.find((one) => one.value === `${chosen.packet} ${chosen.at}`)?.value ??
    choices[0]?.value ??
    null;
  return (
    <section className={`card ${classes.way}`} aria-label="Way of the traced flow">
      <div className={classes.flow}>
        <Text size="sm" fw={600}>
          {shown(report.from.name ?? report.from.address)} →{' '}
          {shown(report.to.name ?? report.to.address)}{' '}
          <span className={`mono dim ${classes.packet}`}>{flowText(report.flow)}</span>
        </Text>
        {choices.length > 1 && (
          <Select
            size="xs"
            aria-label="Way"
            allowDeselect={false}
            data={choices}
            value={value}
            onChange={(next) => {
              const [packet, at] = (next ?? '').split(' ');
              session.set({
                way: { packet: packet === 'reply' ? 'reply' : 'opening', at: Number(at) },
              });
            }}
          />
        )}
        {trace}
      </div>
      {shownNow === undefined ? (
        <Text size="sm">
          {today.sameSegment
            ? 'Both ends sit in one segment: no router sees the flow.'
            : 'No way leads from one end to the other, as far as the configurations tell.'}
        </Text>
      ) : (
        <>
          {!shownNow.way.routed && (
            <Text size="sm">No route tells its way; these are the links that there are.</Text>
          )}
          {shownNow.way.moreWays && <Text size="sm">There are more ways than these.</Text>}
          <ol className={classes.hops} aria-label="Hops">
            {shownNow.hops.map((hop) => (
              <li key={`${hop.file} ${hop.interface} ${hop.direction}`}>
                {shown(hop.device)} {shown(hop.interface ?? 'some interface')} {hop.direction}
                {shownNow.way.filters
                  .filter((filter) => isAt(filter, hop))
                  .map((filter) => (
                    <Met key={JSON.stringify(filter)} filter={filter} />
                  ))}
              </li>
            ))}
          </ol>
          {besides.length > 0 && (
            <Text size="sm" component="div">
              Besides, at no single interface or at a port:
              {besides.map((filter) => (
                <Met key={JSON.stringify(filter)} filter={filter} />
              ))}
            </Text>
          )}
        </>
      )}
    </section>
  );
}

function isAt(filter: TracedFilter, hop: TracedHop): boolean {
  return (
    filter.file === hop.file &&
    filter.interface === hop.interface &&
    filter.direction === hop.direction
  );
}

const TONE = { permit: 'ok', unfiltered: 'quiet', deny: 'bad', unknown: 'wait' } as const;

function Met({ filter: { kind, lists, name, verdict } }: { readonly filter: TracedFilter }) {
  const decided = lists.findLast(({ entry }) => entry?.line !== undefined);
  return (
    <span className={`${classes.met} tone-${TONE[verdict]}`}>
      {kind !== 'access-group' && `${FILTER_WORDS[kind]} `}
      {decided?.entry?.line === undefined ? (
        shown(name)
      ) : (
        <LineJump file={decided.file} line={decided.entry.line} title={decided.entry.text}>
          {shown(name)}
        </LineJump>
      )}
      : <b>{verdict}</b>
    </span>
  );
}
