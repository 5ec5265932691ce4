/**
 * A fleet of routers as text: each has segments of its own with a list in and a list out at every one, object groups, static routes
 * to the others, and two workloads a segment. The same every time.
 */
import type { SourceText } from '@aclift/diagnostics';

export interface FleetSize {
  readonly routers: number;
  /** Segments of each router. */
  readonly segments: number;
  /** Lines of each list, its last two included. */
  readonly lines: number;
}

export interface Fleet {
  readonly configs: readonly SourceText[];
  readonly inventory: SourceText;
}

const PORTS = [443, 80, 22, 5432, 53, 3306, 8080];
const GROUPS = 20;

export function generatedFleet(size: FleetSize): Fleet {
  const below = generator(7);
  const configs = Array.from({ length: size.routers }, (_, router) => ({
    name: `r${router}.cfg`,
    text: configText(size, router, below),
  }));
  return { configs, inventory: { name: 'inventory.yaml', text: inventoryText(size) } };
}

type Below = (limit: number) => number;

function configText({ lines, routers, segments }: FleetSize, router: number, below: Below): string {
  const anySegment = (): string => `10.${below(routers)}.${below(segments)}`;
  const anyHost = (): string => `host ${anySegment()}.${10 + below(8)}`;
  const out = [`hostname r${router}`];
  for (let group = 0; group < GROUPS; group += 1) {
    out.push(`object-group network OG${group}`);
    for (let member = 0; member < 4; member += 1) {
      out.push(below(2) === 0 ? ` ${anyHost()}` : ` ${anySegment()}.0 255.255.255.0`);
    }
  }
  out.push(
    'interface GigabitEthernet0/0',
    ` ip address 172.16.${router >> 7}.${(router & 127) + 1} 255.255.0.0`,
  );
  for (let segment = 0; segment < segments; segment += 1) {
    out.push(
      `interface Vlan${segment + 10}`,
      ` ip address 10.${router}.${segment}.1 255.255.255.0`,
      ` ip access-group IN${segment} in`,
      ` ip access-group OUT${segment} out`,
    );
  }
  for (let other = 0; other < routers; other += 1) {
    if (other === router) continue;
    out.push(`ip route 10.${other}.0.0 255.255.0.0 172.16.${other >> 7}.${(other & 127) + 1}`);
  }
  out.push('ip route 0.0.0.0 0.0.0.0 172.16.255.254');
  for (let segment = 0; segment < segments; segment += 1) {
    const own = (): string =>
      below(3) === 0
        ? `host 10.${router}.${segment}.${10 + below(8)}`
        : `10.${router}.${segment}.0 0.0.0.255`;
    const far = (): string => {
      const kind = below(10);
      if (kind < 4) return `object-group OG${below(GROUPS)}`;
      if (kind < 7) return `${anySegment()}.0 0.0.0.255`;
      return kind < 9 ? anyHost() : 'any';
    };
    for (const direction of ['IN', 'OUT'] as const) {
      out.push(`ip access-list extended ${direction}${segment}`);
      for (let line = 0; line < lines - 2; line += 1) {
        const [from, to] = direction === 'IN' ? [own(), far()] : [far(), own()];
        const action = below(10) < 8 ? 'permit' : 'deny';
        const protocol = below(3) === 0 ? 'udp' : 'tcp';
        out.push(` ${action} ${protocol} ${from} ${to} eq ${PORTS[below(PORTS.length)]}`);
      }
      out.push(' permit tcp any any established', ' deny ip any any');
    }
  }
  return [...out, 'end', ''].join('\n');
}

function inventoryText({ routers, segments }: FleetSize): string {
  const lines = ['version: 1', 'workloads:'];
  for (let router = 0; router < routers; router += 1) {
    for (let segment = 0; segment < segments; segment += 1) {
      for (const app of [0, 1]) {
        const first = `10.${router}.${segment}.${10 + app * 4}`;
        const last = `10.${router}.${segment}.${13 + app * 4}`;
        const labels = `app: a${app}, tier: ${(router + segment) % 2 === 0 ? 'web' : 'db'}, site: s${router}`;
        lines.push(
          `  - { namespace: n${router}-${segment}, labels: { ${labels} }, addresses: [${first}-${last}] }`,
        );
      }
    }
  }
  return [...lines, ''].join('\n');
}

/** Park and Miller's minimal standard generator. @returns a number below the limit. */
function generator(seed: number): Below {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}
