import type { ConnectivityStanding } from '@aclift/insight';
import classes from './connectivity.module.css';

interface StandingStyle {
  readonly tone: 'ok' | 'wait' | 'bad';
  readonly words: string;
}

/** How each standing looks and what it is called. */
export const STANDING: Readonly<Record<ConnectivityStanding, StandingStyle>> = {
  same: { tone: 'ok', words: 'as today' },
  closed: { tone: 'wait', words: 'something no longer let through' },
  opened: { tone: 'bad', words: 'something newly let through' },
  both: { tone: 'bad', words: 'something newly let through, something no longer' },
};

/** Signs on a 16 by 16 grid: a dot, a minus, a plus, both. Nothing hangs on their colour. */
const SIGN: Readonly<Record<ConnectivityStanding, string>> = {
  same: 'M8 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z',
  closed: 'M4 8h8',
  opened: 'M4 8h8M8 4v8',
  both: 'M4 5.5h8M8 1.8v7.4M4 13h8',
};

export function StandingSign({ standing }: { readonly standing: ConnectivityStanding }) {
  return (
    <svg
      className={`${classes.sign} tone-${STANDING[standing].tone}`}
      data-standing={standing}
      viewBox="0 0 16 16"
      aria-hidden
    >
      <path d={SIGN[standing]} />
    </svg>
  );
}

/** What the signs mean. */
export function Legend() {
  return (
    <ul className={classes.legend} aria-label="Signs">
      {(['same', 'closed', 'opened', 'both'] as const).map((standing) => (
        <li key={standing}>
          <StandingSign standing={standing} />
          {STANDING[standing].words}
        </li>
      ))}
    </ul>
  );
}
