import { Drawer, Table, Text } from '@mantine/core';

/** The same thing in the words of either side, and what it is here. */
const WORDS: readonly (readonly [network: string, kubernetes: string, meaning: string])[] = [
  [
    'ACL, access list',
    'policy',
    'A list of lines against a set of objects. A list is ordered and the first match decides; policies only add up.',
  ],
  ['ACE, line', 'rule', 'One permit or deny. Every line ends in exactly one outcome.'],
  [
    'access-group, binding',
    'selector',
    'What decides where it applies: an interface and a direction there, labels of pods here.',
  ],
  [
    'in / out',
    'egress / ingress',
    'A list “in” on a segment sees what its workloads open: egress. A list “out” sees what is opened to them: ingress.',
  ],
  [
    'host, network, object-group',
    'peer',
    'The other end: addresses there, labels or CIDR blocks here.',
  ],
  [
    'segment, VLAN',
    'no counterpart',
    'Both ends in one segment: no router sees the flow. A draft that isolates would cut it, so aclift keeps it by default.',
  ],
  [
    'implicit deny',
    'isolation',
    'The end of every list. A pod that any policy selects is isolated in that direction.',
  ],
  [
    'established',
    'nothing to write',
    'Policies are stateful: answers are allowed with the opening.',
  ],
  [
    'IP address',
    'workload',
    'A set of pods with one namespace and one label set. The inventory says which old addresses it has.',
  ],
  ['anything else', 'external', 'A named address range outside the cluster.'],
];

/** A small dictionary for the two readers of a migration. */
export function Words({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      title="Words of both worlds"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="sm" className="dim" mb="md">
        Network engineers and Kubernetes people mean the same things by different words. aclift uses
        each where it belongs.
      </Text>
      <Table verticalSpacing="xs" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="24%">On the router</Table.Th>
            <Table.Th w="22%">In the cluster</Table.Th>
            <Table.Th>What it means here</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {WORDS.map(([network, kubernetes, meaning]) => (
            <Table.Tr key={network}>
              <Table.Td fw={600}>{network}</Table.Td>
              <Table.Td fw={600}>{kubernetes}</Table.Td>
              <Table.Td className="dim">{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Drawer>
  );
}
