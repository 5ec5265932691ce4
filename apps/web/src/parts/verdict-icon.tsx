import type { Headline } from '@aclift/core';
import {
  IconAlertOctagon,
  IconCircleDashed,
  IconShieldCheckFilled,
  IconShieldHalfFilled,
} from '@tabler/icons-react';

export const VERDICT_TONE = {
  exact: 'ok',
  explained: 'ok',
  except: 'wait',
  'not-proven': 'bad',
  'nothing-to-prove': 'quiet',
} as const;

const ICON = {
  exact: IconShieldCheckFilled,
  explained: IconShieldCheckFilled,
  except: IconShieldHalfFilled,
  'not-proven': IconAlertOctagon,
  'nothing-to-prove': IconCircleDashed,
} as const;

/** How the proof ended, as a sign; the words stand beside it. */
export function VerdictIcon({
  standing,
  size = 36,
}: {
  readonly standing: Headline['standing'];
  readonly size?: number;
}) {
  const Icon = ICON[standing];
  return (
    <Icon
      size={size}
      className={`tone-${VERDICT_TONE[standing]}`}
      color="var(--tone)"
      aria-hidden
    />
  );
}
