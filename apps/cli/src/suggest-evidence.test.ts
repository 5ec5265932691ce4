/** Each kind of evidence by itself: what brings it up, for whom it speaks, and which line it cites. */
import { type EvidenceKind, EVIDENCE_KINDS, weighAll } from '@aclift/suggest/inside';
import { readInventory } from '@aclift/inventory';
import { parseIos } from '@aclift/ios';
import { describe, expect, test } from 'vitest';

interface Given {
  readonly kind: EvidenceKind;
  readonly name: string;
  readonly config: string;
  readonly hosts?: string;
  /** The candidate, as `workload NS/NAME` or `external NAME`. */
  readonly of: string;
  /** An address of the cell. */
  readonly at: number;
  /** The start of the cited line; absent: it rests on no single line. */
  readonly cites?: string;
  /** Says that the evidence is not there. */
  readonly absent?: true;
  /** More workloads and externals. */
  readonly inventory?: string;
}

const INVENTORY = `version: 1
workloads:
  - namespace: shop
    labels: { app: cart }
    addresses: [10.0.1.11-10.0.1.12]
  - namespace: shop
    labels: { app: orders-db }
    addresses: [10.0.2.11]
  - namespace: billing
    labels: { app: invoices, env: prod }
    addresses: [10.0.1.30]
externals:
  - { name: branches, addresses: [10.50.0.0/16] }
`;

const NETWORK = `hostname r1
vlan 20
 name orders-db
interface Vlan10
 ip address 10.0.1.1 255.255.255.0
 ip access-group IN in
interface Vlan20
 description cart and friends
 ip address 10.0.2.1 255.255.255.0
`;

/** A host of 10.0.1.0/24 that one line permits something. */
const ASKS = 'ip access-list extended IN\n permit tcp host 10.0.1.13 host 10.0.2.11 eq 5432\n';
const AT = 0x0a_00_01_0d;

function findings({ at, config, hosts = '', inventory = '', of }: Given) {
  const text = { name: 'r1.cfg', text: config };
  const named = { name: 'inventory.yaml', text: INVENTORY + inventory };
  const { weighed } = weighAll({
    devices: [parseIos(text).device],
    sources: [text, named],
    inventory: readInventory(named).value,
    hosts: [{ name: 'hosts', text: hosts }],
  });
  const cell = weighed.find(({ cell: { ranges } }) =>
    ranges.some(({ from, to }) => from <= at && at <= to),
  );
  return cell?.candidates.find(({ candidate }) => candidate.key === of)?.findings ?? [];
}

const GIVEN: readonly Given[] = [
  {
    kind: 'host-name',
    name: 'a host is called like a workload',
    config: NETWORK + ASKS,
    hosts: '10.0.1.13 cart3.corp.example\n',
    of: 'workload shop/cart',
    at: AT,
    cites: '10.0.1.13 cart3',
  },
  {
    kind: 'host-name',
    name: 'an abbreviation with letters left out still counts',
    config: NETWORK + ASKS,
    hosts: '10.0.1.13 billing-inv3.corp.example\n',
    of: 'workload billing/invoices',
    at: AT,
    cites: '10.0.1.13',
  },
  {
    kind: 'host-name',
    name: 'ip host lines of the configuration are host names',
    config: `${NETWORK}ip host cart3 10.0.1.13\n${ASKS}`,
    of: 'workload shop/cart',
    at: AT,
    cites: 'ip host cart3',
  },
  {
    kind: 'host-name',
    name: 'a name in a comment of the hosts file does not count',
    config: NETWORK + ASKS,
    hosts: '# 10.0.1.13 cart3\n',
    of: 'workload shop/cart',
    at: AT,
    absent: true,
  },
  {
    kind: 'host-name-sibling',
    name: 'it differs by its number from the host of a workload',
    config: NETWORK + ASKS,
    hosts: '10.0.1.11 xyzzy-1\n10.0.1.13 xyzzy-3\n',
    of: 'workload shop/cart',
    at: AT,
    cites: '10.0.1.13 xyzzy-3',
  },
  {
    kind: 'host-name-differs',
    name: 'a host name about something else speaks against a workload',
    config: NETWORK + ASKS,
    hosts: '10.0.1.13 printer\n',
    of: 'workload shop/cart',
    at: AT,
    cites: '10.0.1.13 printer',
  },
  {
    kind: 'host-name-series',
    name: 'several hosts in a row of one name are one workload',
    config: `${NETWORK}ip access-list extended IN\n permit tcp host 10.0.1.13 any eq 80\n permit tcp host 10.0.1.14 any eq 80\n`,
    hosts: '10.0.1.13 wishlist1\n10.0.1.14 wishlist2\n',
    of: 'workload shop/wishlist',
    at: AT,
  },
  {
    kind: 'host-domain',
    name: 'the domain names the namespace',
    config: NETWORK + ASKS,
    hosts: '10.0.1.13 wishlist1.billing.corp.example\n',
    of: 'workload billing/wishlist',
    at: AT,
    cites: '10.0.1.13',
  },
  {
    kind: 'whole-name',
    name: 'where the domain names the namespace the rest is the name',
    config: NETWORK + ASKS,
    hosts: '10.0.1.13 shop-queue1.shop.corp.example\n',
    of: 'workload shop/shop-queue',
    at: AT,
    cites: '10.0.1.13',
  },
  {
    kind: 'name-cut',
    name: 'and a part of the rest is not',
    config: NETWORK + ASKS,
    hosts: '10.0.1.13 shop-queue1.shop.corp.example\n',
    of: 'workload shop/queue',
    at: AT,
    cites: '10.0.1.13',
  },
  {
    kind: 'group-name',
    name: 'the object-group is called like a workload',
    config: `object-group network OG_CART_SERVERS\n host 10.0.1.13\n${NETWORK}ip access-list extended IN\n permit tcp object-group OG_CART_SERVERS any eq 80\n`,
    of: 'workload shop/cart',
    at: AT,
    cites: 'object-group network OG_CART_SERVERS',
  },
  {
    kind: 'group-description',
    name: 'so is its description',
    config: `object-group network G1\n description cart servers\n host 10.0.1.13\n${NETWORK}ip access-list extended IN\n permit tcp object-group G1 any eq 80\n`,
    of: 'workload shop/cart',
    at: AT,
    cites: 'object-group network G1',
  },
  {
    kind: 'group-members',
    name: 'the other members of the group are mapped to it',
    config: `object-group network G1\n host 10.0.1.11\n host 10.0.1.12\n host 10.0.1.13\n${NETWORK}ip access-list extended IN\n permit tcp object-group G1 any eq 80\n`,
    of: 'workload shop/cart',
    at: AT,
    cites: 'object-group network G1',
  },
  {
    kind: 'group-mixed',
    name: 'a group of several owners speaks less',
    config: `object-group network G1\n host 10.0.1.11\n host 10.0.1.30\n host 10.0.1.13\n${NETWORK}ip access-list extended IN\n permit tcp object-group G1 any eq 80\n`,
    of: 'workload shop/cart',
    at: AT,
    cites: 'object-group network G1',
  },
  {
    kind: 'listed-together',
    name: 'a list gives it what it gives to mapped hosts',
    config: `${NETWORK}ip access-list extended IN\n permit tcp host 10.0.1.11 host 10.0.2.11 eq 5432\n permit tcp host 10.0.1.13 host 10.0.2.11 eq 5432\n`,
    of: 'workload shop/cart',
    at: AT,
    cites: ' permit tcp host 10.0.1.13',
  },
  {
    kind: 'remark',
    name: 'the remark above speaks of the source',
    config: `${NETWORK}ip access-list extended IN\n remark carts call the orders database\n permit tcp host 10.0.1.13 host 10.0.2.11 eq 5432\n`,
    of: 'workload shop/cart',
    at: AT,
    cites: ' remark carts',
  },
  {
    kind: 'remark',
    name: 'what a remark says of the destination is not about the source',
    config: `${NETWORK}ip access-list extended IN\n remark printers call the cart\n permit tcp host 10.0.1.13 host 10.0.2.99 eq 5432\n`,
    of: 'workload shop/cart',
    at: AT,
    absent: true,
  },
  {
    kind: 'remark',
    name: 'a line that was commented out says nothing',
    config: `${NETWORK}ip access-list extended IN\n remark permit tcp host cart any\n permit tcp host 10.0.1.13 any eq 80\n`,
    of: 'workload shop/cart',
    at: AT,
    absent: true,
  },
  {
    kind: 'list-name',
    name: 'the list is called like a workload',
    config: `${NETWORK.replace('access-group IN', 'access-group CART')}ip access-list extended CART\n permit tcp host 10.0.1.13 any eq 80\n`,
    of: 'workload shop/cart',
    at: AT,
    cites: 'ip access-list extended CART',
  },
  {
    kind: 'interface-description',
    name: 'the network is described after a workload',
    config: `${NETWORK}ip access-list extended IN\n permit tcp any host 10.0.2.20 eq 80\n`,
    of: 'workload shop/cart',
    at: 0x0a_00_02_14,
    cites: 'interface Vlan20',
  },
  {
    kind: 'vlan-name',
    name: 'the VLAN is called like a workload',
    config: `${NETWORK}ip access-list extended IN\n permit tcp any host 10.0.2.20 eq 80\n`,
    of: 'workload shop/orders-db',
    at: 0x0a_00_02_14,
    cites: ' name orders-db',
  },
  {
    kind: 'service-role',
    name: 'who listens on 5432 is likely a database',
    config: `${NETWORK}ip access-list extended IN\n permit tcp any host 10.0.2.20 eq 5432\n`,
    of: 'workload shop/orders-db',
    at: 0x0a_00_02_14,
    cites: ' permit tcp any host 10.0.2.20',
  },
  {
    kind: 'service-role',
    name: 'who asks for 9100 is likely monitoring',
    config: `${NETWORK}ip access-list extended IN\n permit tcp host 10.0.1.13 any eq 9100\n`,
    inventory: '  - { name: monitoring, addresses: [10.60.0.1] }\n',
    of: 'external monitoring',
    at: AT,
    cites: ' permit tcp host 10.0.1.13',
  },
  {
    kind: 'service-differs',
    name: 'what listens elsewhere than the workload is likely not it',
    config: `${NETWORK}ip access-list extended IN\n permit tcp any host 10.0.2.11 eq 5432\n permit tcp any host 10.0.2.12 eq 25\n`,
    of: 'workload shop/orders-db',
    at: 0x0a_00_02_0c,
    cites: ' permit tcp any host 10.0.2.12',
  },
  {
    kind: 'access-profile',
    name: 'it may do what a workload may do',
    config: `${NETWORK}ip access-list extended IN\n permit tcp host 10.0.1.11 host 10.0.2.11 eq 5432\n permit tcp host 10.0.1.13 host 10.0.2.11 eq 5432\n`,
    of: 'workload shop/cart',
    at: AT,
    cites: ' permit tcp host 10.0.1.13',
  },
  {
    kind: 'adjacent',
    name: 'its address continues those of a workload',
    config: NETWORK + ASKS,
    of: 'workload shop/cart',
    at: AT,
    cites: '  - namespace: shop',
  },
  {
    kind: 'neighbours',
    name: 'a workload sits in the same network',
    config: NETWORK + ASKS,
    of: 'workload billing/invoices',
    at: AT,
    cites: '  - namespace: billing',
  },
  {
    kind: 'outside',
    name: 'it lies beyond the networks of the device',
    config: `${NETWORK}interface Gi1\n ip address 192.0.2.2 255.255.255.252\nip route 0.0.0.0 0.0.0.0 192.0.2.1\nip access-list extended IN\n remark partner acme\n permit tcp any host 203.0.113.9 eq 443\n`,
    of: 'external partner-acme',
    at: 0xcb_00_71_09,
  },
  {
    kind: 'outside-word',
    name: 'words like partner are used of what stays outside',
    config: `${NETWORK}ip access-list extended IN\n remark partner acme\n permit tcp any host 203.0.113.9 eq 443\n`,
    of: 'external partner-acme',
    at: 0xcb_00_71_09,
  },
  {
    kind: 'wide',
    name: 'a whole network is rarely one workload',
    config: `${NETWORK}ip access-list extended IN\n permit tcp 10.50.0.0 0.1.255.255 any eq 80\n`,
    of: 'external branches',
    at: 0x0a_33_00_00,
  },
  {
    kind: 'environment-differs',
    name: 'a host of another environment is not the workload',
    config: NETWORK + ASKS,
    hosts: '10.0.1.13 invoices-stg3\n',
    of: 'workload billing/invoices',
    at: AT,
  },
  {
    kind: 'namespace-of-group',
    name: 'the other members of the group live in a namespace',
    config: `object-group network G1\n host 10.0.1.11\n host 10.0.1.13\n${NETWORK}ip access-list extended IN\n permit tcp object-group G1 any eq 80\n`,
    hosts: '10.0.1.13 wishlist1\n',
    of: 'workload shop/wishlist',
    at: AT,
  },
  {
    kind: 'namespace-of-peers',
    name: 'it talks mostly to a namespace',
    config: NETWORK + ASKS,
    hosts: '10.0.1.13 wishlist1\n',
    of: 'workload shop/wishlist',
    at: AT,
  },
  {
    kind: 'namespace-new',
    name: 'a namespace that nobody has yet speaks against',
    config: NETWORK + ASKS,
    hosts: '10.0.1.13 wishlist1.toys.corp.example\n',
    of: 'workload toys/wishlist',
    at: AT,
  },
  {
    kind: 'abbreviated',
    name: 'a short form is rarely the name',
    config: NETWORK + ASKS,
    hosts: '10.0.1.13 wsh1\n',
    of: 'workload shop/wsh',
    at: AT,
  },
];

const titled = GIVEN.map((given) => ({ ...given, title: `${given.kind}: ${given.name}` }));

describe('evidence', () => {
  test.each(titled.filter(({ absent }) => absent !== true))('$title', (given) => {
    const found = findings(given).find(({ kind }) => kind === given.kind);
    expect(found?.strength).toBeGreaterThan(0);
    expect(found?.strength).toBeLessThanOrEqual(1);
    const [place] = found?.places ?? [];
    const files: Readonly<Record<string, string | undefined>> = {
      'r1.cfg': given.config,
      hosts: given.hosts,
      'inventory.yaml': INVENTORY,
    };
    const line = files[place?.file ?? '']?.split('\n')[(place?.line ?? 0) - 1];
    expect(line?.trim()).toBe(place?.text.trim());
    expect((given.cites === undefined ? '' : (place?.text ?? '')).trim()).toMatch(
      new RegExp(`^${(given.cites ?? '').trim()}`),
    );
  });

  test.each(titled.filter(({ absent }) => absent === true))('$title', (given) => {
    expect(findings(given).map(({ kind }) => kind)).not.toContain(given.kind);
  });

  test('kinds are listed once', () => {
    expect(new Set(EVIDENCE_KINDS).size).toBe(EVIDENCE_KINDS.length);
  });
});
