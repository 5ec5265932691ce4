import { Text, TextInput } from '@mantine/core';
import {
  APART_WORDS,
  DOUBT_WORDS,
  EVIDENCE_WORDS,
  type FamilyNetwork,
  FILTER_WORDS,
  type ViewedFilter,
  type ViewedLink,
} from '@aclift/insight';
import { Fragment, useState } from 'react';
import { LineJump } from '../parts/jump.tsx';
import { shown } from '../parts/shown-text.ts';
import { nodeName } from './network-names.ts';
import classes from './network.module.css';

/** The picture in words: every link with its filters, and what is on no link. */
export function NetworkTable({
  chosen,
  network,
  way,
}: {
  readonly network: FamilyNetwork;
  /** Id of a node: links there only. */
  readonly chosen: string | undefined;
  readonly way: ReadonlyMap<string, 'in' | 'out'>;
}) {
  const [find, setFind] = useState('');
  const words = find
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const hops = [...way.keys()];
  const links = network.links
    .filter(
      (link) =>
        (chosen === undefined || link.device === chosen || link.place === chosen) &&
        holds(textOf(network, link), words),
    )
    // The way first, in its order.
    .toSorted((a, b) => rank(hops, a) - rank(hops, b));
  const about = chosen === undefined ? undefined : network.nodes.find(({ id }) => id === chosen);
  const file = about?.kind === 'device' ? about.file : undefined;
  const here = (filter: { readonly file: string }): boolean =>
    chosen === undefined || filter.file === file;
  const elsewhere = network.elsewhere.filter(
    (filter) => here(filter) && holds(`${filter.device} ${filter.name}`, words),
  );
  const apart = network.apart.filter(
    (one) =>
      here(one) &&
      holds(`${one.device} ${one.interface} ${filterText([...one.in, ...one.out])}`, words),
  );
  const bound = apart.filter((one) => one.in.length + one.out.length > 0);
  const bare = apart.filter((one) => one.in.length + one.out.length === 0);
  const linkless = network.nodes.filter(
    ({ id, kind }) =>
      kind === 'device' &&
      (chosen === undefined || chosen === id) &&
      !network.links.some(({ device }) => device === id),
  );
  return (
    <section className={`card ${classes.table}`} aria-label="Links and filters">
      <div className={classes.find}>
        <TextInput
          size="xs"
          aria-label="Find links"
          placeholder="Device, interface, prefix or list"
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
        <Text size="xs" className="dim" role="status">
          {links.length} of {network.links.length} links
          {chosen === undefined ? '' : ` at ${nodeName(network, chosen)}`}
        </Text>
      </div>
      {network.uncertain !== '' && (
        <Text size="sm" className={classes.aside}>
          Which interfaces lead elsewhere is not certain: {network.uncertain}.
        </Text>
      )}
      {links.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Link</th>
              <th scope="col">Filters in</th>
              <th scope="col">Filters out</th>
            </tr>
          </thead>
          <tbody>
            {links.map((link) => (
              <tr key={link.id} data-way={way.has(link.id) || undefined}>
                <th scope="row">
                  <LinkName network={network} link={link} way={way.get(link.id)} />
                </th>
                <td>
                  <Filters filters={link.in} />
                </td>
                <td>
                  <Filters filters={link.out} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {linkless.length > 0 && (
        <>
          <h2>Devices without links</h2>
          <ul>
            {linkless.map(({ id }) => (
              <li key={id}>{nodeName(network, id)}</li>
            ))}
          </ul>
        </>
      )}
      {elsewhere.length > 0 && (
        <>
          <h2>Filters at no single interface</h2>
          <ul>
            {elsewhere.map((filter) => (
              <li key={JSON.stringify(filter)}>
                {shown(filter.device)}: <Filter filter={filter} />
              </li>
            ))}
          </ul>
        </>
      )}
      {bound.length > 0 && (
        <>
          <h2>Filters at interfaces on no link</h2>
          <ul>
            {bound.map((one) => (
              <li key={`${one.file} ${one.interface}`}>
                {shown(one.device)} {shown(one.interface)}{' '}
                <span className="dim">{APART_WORDS[one.why]}</span>
                {(['in', 'out'] as const).map((direction) =>
                  one[direction].length === 0 ? null : (
                    <Fragment key={direction}>
                      {' '}
                      {direction}: <Filters filters={one[direction]} unmet={false} />
                    </Fragment>
                  ),
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {bare.length > 0 && (
        <details>
          <summary>
            {bare.length === 1 ? '1 interface' : `${bare.length} interfaces`} on no link, without
            filters
          </summary>
          <ul>
            {bare.map((one) => (
              <li key={`${one.file} ${one.interface}`}>
                <LineJump file={one.file} line={one.line}>
                  {shown(one.device)} {shown(one.interface)}
                </LineJump>{' '}
                <span className="dim">{APART_WORDS[one.why]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function LinkName({
  link,
  network,
  way,
}: {
  readonly network: FamilyNetwork;
  readonly link: ViewedLink;
  readonly way: 'in' | 'out' | undefined;
}) {
  const { device, evidence, file, interface: via, line, place } = link;
  return (
    <>
      {nodeName(network, device)}{' '}
      {via === null || line === null ? (
        'some interface'
      ) : (
        <LineJump file={file} line={line}>
          {shown(via)}
        </LineJump>
      )}
      <div className="dim">
        {nodeName(network, place)}
        {evidence !== null && `: ${EVIDENCE_WORDS[evidence]}`}
      </div>
      {way !== undefined && <div className={classes.onWay}>on the way, {way}</div>}
    </>
  );
}

function Filters({
  filters,
  unmet = true,
}: {
  readonly filters: readonly ViewedFilter[];
  /** Whether to say that no flow meets a filter. */
  readonly unmet?: boolean;
}) {
  if (filters.length === 0) return <span className="dim">none</span>;
  return filters.map((filter) => (
    <div key={JSON.stringify(filter)}>
      <Filter filter={filter} unmet={unmet} />
    </div>
  ));
}

function Filter({
  filter: { doubts, file, kind, line, lists, met, name },
  unmet = true,
}: {
  readonly filter: ViewedFilter;
  readonly unmet?: boolean;
}) {
  return (
    <>
      {kind !== 'access-group' && `${FILTER_WORDS[kind]} `}
      <LineJump file={file} line={line} title={`${file}:${line}`}>
        {shown(name)}
      </LineJump>{' '}
      {lists.map((list) =>
        list.line === null ? null : (
          <span key={list.name} className={classes.entries}>
            <LineJump file={file} line={list.line} title={`${file}:${list.line}`}>
              {lists.length === 1 ? 'entries' : `entries of ${shown(list.name)}`}
            </LineJump>{' '}
          </span>
        ),
      )}
      {doubts.map((doubt) => (
        <div key={doubt} className={`${classes.doubt} tone-wait`}>
          {DOUBT_WORDS[doubt]}
        </div>
      ))}
      {unmet && !met && <div className="dim">no flow meets it</div>}
    </>
  );
}

function rank(hops: readonly string[], { id }: ViewedLink): number {
  const at = hops.indexOf(id);
  return at < 0 ? hops.length : at;
}

function holds(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

function filterText(filters: readonly ViewedFilter[]): string {
  return filters.flatMap(({ lists, name }) => [name, ...lists.map((list) => list.name)]).join(' ');
}

/** What a search looks through. */
function textOf({ nodes }: FamilyNetwork, link: ViewedLink): string {
  const place = nodes.find(({ id }) => id === link.place);
  const device = nodes.find(({ id }) => id === link.device);
  return [
    device?.kind === 'device' ? `${device.name} ${device.file} ${device.vrf ?? ''}` : '',
    link.interface ?? '',
    place === undefined || place.kind === 'device'
      ? ''
      : place.kind === 'world'
        ? 'elsewhere'
        : place.prefixes.join(' '),
    filterText([...link.in, ...link.out]),
  ].join(' ');
}
