import { Title } from '@mantine/core';
import { useState } from 'react';
import { shown } from '../parts/shown-text.ts';
import { takeFiles, withFiles } from '../session/take-files.ts';
import { useSession } from '../session/use-session.ts';
import { FlowsCheck } from './flows-check.tsx';
import { PoliciesCheck } from './policies-check.tsx';
import classes from './checks.module.css';

/** What somebody else's policies and what the network really carries say of the lists and the drafts. */
export function ChecksScreen() {
  const session = useSession();
  const [refused, setRefused] = useState<readonly string[]>([]);
  const take = async (files: readonly File[], wanted: 'policies' | 'flows'): Promise<void> => {
    const taken = await takeFiles(files);
    const present = session.get();
    session.set({
      policies: withFiles(present.policies, taken.policies),
      flows: withFiles(present.flows, taken.flows),
    });
    const others =
      taken[wanted].length === files.length - taken.refused.length
        ? []
        : [
            wanted === 'policies'
              ? 'A file was left out that holds no NetworkPolicy or Cilium policy.'
              : 'A file was left out that is in no format of flows: CSV, nfdump, Hubble, syslog.',
          ];
    setRefused([...taken.refused, ...others]);
  };
  return (
    <div className={classes.page}>
      <Title order={1} size="h4">
        Checks
      </Title>
      {refused.length > 0 && (
        <div role="alert" className="tone-wait">
          {refused.map((text) => (
            <div key={text}>{shown(text)}</div>
          ))}
        </div>
      )}
      <FlowsCheck onFiles={(files) => void take(files, 'flows')} />
      <PoliciesCheck onFiles={(files) => void take(files, 'policies')} />
    </div>
  );
}
