/**
 * Measures working out the ways of a network in a process of its own, with the sources as Node runs them. Prints one JSON object.
 * usage: node --conditions=@aclift/source measure-network.ts WIRING ROUTES LISTS DEVICES
 */
import { networkOf } from '../src/index.ts';
import { generatedNetwork, type NetworkShape } from './generated-networks.ts';

/** What the process prints. */
export interface NetworkFigures {
  readonly devices: number;
  readonly interfaces: number;
  /** Filters whose ends are worked out. */
  readonly filters: number;
  /** Milliseconds of CPU, of the fastest round. */
  readonly cpu: number;
}

const ROUNDS = 3;

const [wiring, routes, lists, count] = process.argv.slice(2);
const devices = generatedNetwork({
  wiring,
  routes,
  lists,
  devices: Number(count),
} as NetworkShape);
const rounds = Array.from({ length: ROUNDS }, () => {
  const start = process.cpuUsage();
  const { topology } = networkOf(devices, 'ipv4', new Map(), {
    upstream: [],
    unused: [],
    behind: new Map(),
  });
  const { system, user } = process.cpuUsage(start);
  return { filters: topology.filters.length, cpu: (user + system) / 1000 };
});
const figures: NetworkFigures = {
  devices: devices.length,
  interfaces: devices.reduce((sum, { interfaces }) => sum + interfaces.length, 0),
  filters: rounds[0]?.filters ?? 0,
  cpu: Math.min(...rounds.map(({ cpu }) => cpu)),
};
process.stdout.write(JSON.stringify(figures));
