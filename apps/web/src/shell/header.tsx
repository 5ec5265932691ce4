import {
  ActionIcon,
  Burger,
  Group,
  SegmentedControl,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconBook2, IconMoon, IconSun } from '@tabler/icons-react';
import { type Target, TARGET_LIST } from '@aclift/core';
import { ExportButton } from '../export/export-button.tsx';
import { shown } from '../parts/shown-text.ts';
import { SaveButton } from '../project/save-button.tsx';
import { useSession, useSessionState } from '../session/use-session.ts';
import { Words } from './words.tsx';
import classes from './header.module.css';

interface Props {
  readonly menu: boolean;
  readonly onMenu: () => void;
}

/** Name, what is being looked at, the target, and the way out. */
export function Header({ menu, onMenu }: Props) {
  const session = useSession();
  const { review, configs, project, settings, work } = useSessionState();
  const [words, { open, close }] = useDisclosure();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const wide = useMediaQuery('(min-width: 48em)', true);
  const busy = work.state === 'running';
  return (
    <Group h="100%" px="md" gap="sm" wrap="nowrap">
      {review !== undefined && (
        <Burger opened={menu} onClick={onMenu} hiddenFrom="md" size="sm" aria-label="Screens" />
      )}
      <a href="#/start" className={classes.brand}>
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden>
          <rect width="32" height="32" rx="8" fill="var(--mantine-primary-color-filled)" />
          <path
            d="M8 22h16M8 16h10M8 10h5M21 17V8m0 0-4 4m4-4 4 4"
            fill="none"
            stroke="#fff"
            strokeWidth="2.4"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        aclift
      </a>
      {review !== undefined && (
        <Text size="sm" className={`dim ${classes.what}`} visibleFrom="lg">
          {project !== undefined && `${shown(project.name)}: `}
          {shown(configs.map(({ name }) => name).join(', '))}
        </Text>
      )}
      <Group gap="xs" wrap="nowrap" ml="auto">
        {review !== undefined && (
          <>
            <SegmentedControl
              size="xs"
              aria-label="Kind of objects to draft"
              disabled={busy}
              value={settings.target}
              onChange={(target) => void session.retarget(target as Target)}
              data={TARGET_LIST.map(({ label, name, short }) => ({
                value: name,
                label: wide ? label : short,
              }))}
            />
            {project !== undefined && <SaveButton project={project} wide={wide} />}
            <ExportButton wide={wide} busy={busy} />
          </>
        )}
        <Tooltip label="Words of both worlds">
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={open}
            aria-label="Words of both worlds"
          >
            <IconBook2 size={18} />
          </ActionIcon>
        </Tooltip>
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
          aria-label={scheme === 'dark' ? 'Light colours' : 'Dark colours'}
        >
          {scheme === 'dark' ? <IconSun size={18} /> : <IconMoon size={18} />}
        </ActionIcon>
      </Group>
      <Words opened={words} onClose={close} />
    </Group>
  );
}
