/**
 * The backbone routers' lists against an independent reading of the same files (apkeep's): protocol range, addresses
 * and ports as numbers. That reading has known faults, named by its README and set aside here.
 */
import { type Ace, type AddressMatch, type PortMatch, showIpv4 } from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { corpusFiles, corpusMissing, corpusText } from '../testing/corpus.ts';
import { parseIos } from './index.ts';

const lists = corpusFiles()
  .map(({ file }) => /^stanford-normalised\/((\w+)_rtr_(\d+))$/.exec(file))
  .filter((match) => match !== null)
  .map(([, file = '', router = '', list = '']) => ({ file, router, list }));

/** `A W`, with a bare host as they write it. */
function address(match: AddressMatch): string {
  switch (match.kind) {
    case 'any':
      return 'any null';
    case 'host':
      return `${showIpv4(match.address)} null`;
    case 'wildcard':
      return `${showIpv4(match.base)} ${showIpv4(match.wildcard)}`;
    default:
      throw new Error(`no ${match.kind} in these files`);
  }
}

function ports(match: PortMatch | undefined): string {
  if (match === undefined) return 'null null';
  switch (match.kind) {
    case 'eq': {
      const [port] = match.ports;
      return `${port} ${port}`;
    }
    case 'range':
      return `${match.from} ${match.to}`;
    // Known fault: they turn `gt N` into N alone.
    case 'gt':
      return `${match.port} null`;
    case 'lt':
      return `0 ${match.port - 1}`;
    default:
      throw new Error(`no ${match.kind} in these files`);
  }
}

/** A line of theirs: established and log, which they lose, are lost here too. */
function row(list: string, ace: Ace): string {
  const { protocol } = ace;
  const numbers =
    protocol.kind === 'number' ? `${protocol.protocol} ${protocol.protocol}` : '0 255';
  return [
    'access-list',
    list,
    ace.action,
    numbers,
    address(ace.source),
    ports(ace.sourcePorts),
    address(ace.destination),
    ports(ace.destinationPorts),
  ].join(' ');
}

describe.skipIf(corpusMissing !== undefined).each(lists)(
  `$router list $list ${corpusMissing ?? ''}`,
  ({ file, list, router }) => {
    test('gives the same numbers', () => {
      const { device } = parseIos(corpusText(`stanford-backbone/${router}_rtr_config.txt`));
      const acl = device.acls.find(({ name }) => name === list);
      const aces = acl?.entries.filter((entry) => entry.kind === 'ace') ?? [];
      const theirs = corpusText(`stanford-normalised/${file}`)
        .text.trim()
        .split('\n')
        // The last two columns are a number of their own and the priority.
        .map((line) => line.trim().replace(/ -?\d+ \d+$/, ''));
      expect(aces.map((ace) => row(list, ace))).toEqual(theirs);
    });
  },
);

test.skipIf(corpusMissing !== undefined)(`all of them are compared ${corpusMissing ?? ''}`, () => {
  expect(lists.length).toBe(13);
});
