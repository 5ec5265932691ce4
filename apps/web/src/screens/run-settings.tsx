import { Radio, SimpleGrid, Stack, TagsInput } from '@mantine/core';
import type { ClientPorts, UnseenTraffic } from '@aclift/core';
import { useSession, useSessionState } from '../session/use-session.ts';

/** The options of `aclift migrate`, in words. They count from the next run on. */
export function RunSettings() {
  const session = useSession();
  const { settings } = useSessionState();
  const set = (change: Partial<typeof settings>): void =>
    session.set({ settings: { ...settings, ...change } });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" pt="lg">
      <Radio.Group
        label="Flows that no list sees today"
        description="In workloads that drafts isolate"
        value={settings.unseenTraffic}
        onChange={(value) => set({ unseenTraffic: value as UnseenTraffic })}
      >
        <Stack gap={6} mt="xs">
          <Radio size="sm" value="preserve" label="Keep them" />
          <Radio size="sm" value="strict" label="Allow only what lists permit" />
          <Radio size="sm" value="report" label="The same, and write what would keep them beside" />
        </Stack>
      </Radio.Group>
      <Radio.Group
        label="Source ports that clients use"
        description="Lists that name source ports are exact only as far as this is right"
        value={settings.clientPorts}
        onChange={(value) => set({ clientPorts: value as ClientPorts })}
      >
        <Stack gap={6} mt="xs">
          <Radio size="sm" value="any" label="Any" />
          <Radio size="sm" value="ephemeral" label="From 1024 (ephemeral)" />
        </Stack>
      </Radio.Group>
      <TagsInput
        label="Lists to take as filters of every flow"
        description="Wherever they are bound. Enter adds a name"
        placeholder={settings.acl.length === 0 ? 'WEB-IN' : ''}
        value={[...settings.acl]}
        onChange={(acl) => set({ acl })}
      />
      <TagsInput
        label="Interfaces that lead to the rest of the world"
        description="Needed only where routes do not say. Enter adds a name"
        placeholder={settings.upstream.length === 0 ? 'GigabitEthernet0/0' : ''}
        value={[...settings.upstream]}
        onChange={(upstream) => set({ upstream })}
      />
    </SimpleGrid>
  );
}
