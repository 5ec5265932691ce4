import {
  IconChecks,
  IconFileCode,
  IconGridDots,
  IconHome,
  IconLayoutDashboard,
  IconListDetails,
  IconReportSearch,
  IconRoute,
  IconShieldCheck,
  IconTags,
  IconTopologyStar3,
} from '@tabler/icons-react';
import type { ScreenName } from '../session/route.ts';
import { useSessionState } from '../session/use-session.ts';
import classes from './navigation.module.css';

const ITEMS = [
  { screen: 'start', label: 'Inputs', Icon: IconHome },
  { screen: 'overview', label: 'Overview', Icon: IconLayoutDashboard },
  { screen: 'connectivity', label: 'Connectivity', Icon: IconGridDots },
  { screen: 'network', label: 'Network', Icon: IconTopologyStar3 },
  { screen: 'mappings', label: 'Mappings', Icon: IconTags },
  { screen: 'rules', label: 'Rules', Icon: IconListDetails },
  { screen: 'policies', label: 'Policies', Icon: IconFileCode },
  { screen: 'proof', label: 'Proof', Icon: IconShieldCheck },
  { screen: 'findings', label: 'Findings', Icon: IconReportSearch },
  { screen: 'checks', label: 'Checks', Icon: IconChecks },
  { screen: 'trace', label: 'Trace', Icon: IconRoute },
] as const;

/** The screens, with how much is on each. */
export function Navigation({ screen }: { readonly screen: ScreenName }) {
  const { review } = useSessionState();
  const counts: Readonly<Partial<Record<ScreenName, number>>> =
    review === undefined
      ? {}
      : {
          rules: review.ledger.count,
          policies: review.policies.length,
          proof: review.report.proof.differences.length,
        };
  return (
    <nav className={classes.nav} aria-label="Screens">
      {ITEMS.map(({ screen: name, label, Icon }) => (
        <a
          key={name}
          href={`#/${name}`}
          className={classes.link}
          aria-current={name === screen ? 'page' : undefined}
        >
          <Icon size={18} stroke={1.7} aria-hidden />
          {label}
          {counts[name] !== undefined && (
            <span className={`num ${classes.count}`}>{counts[name].toLocaleString('en')}</span>
          )}
        </a>
      ))}
      <p className={classes.promise}>
        Everything is computed in this page. No configuration leaves it.
      </p>
    </nav>
  );
}
