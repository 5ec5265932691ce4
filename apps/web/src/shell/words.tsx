import { WORDS } from '@aclift/core';
import { Drawer, Table, Text } from '@mantine/core';

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
          {WORDS.map(({ cluster, meaning, router }) => (
            <Table.Tr key={router}>
              <Table.Td fw={600}>{router}</Table.Td>
              <Table.Td fw={600}>{cluster}</Table.Td>
              <Table.Td className="dim">{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Drawer>
  );
}
