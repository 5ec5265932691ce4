import { flowText } from '@aclift/core';
import type { ReportedRegion } from '@aclift/insight';
import { LineJump } from '../parts/jump.tsx';
import { shown } from '../parts/shown-text.ts';

/** A difference between policies and lists: the ends, a flow to try, the entries that decide it today. */
export function AgainstLists({
  kind,
  region: { entries, from, services, to, witness },
}: {
  readonly kind: string;
  readonly region: ReportedRegion;
}) {
  return (
    <>
      <div>
        <b>{kind}</b> {shown(from)} → {shown(to)} {services.join(', ')}
      </div>
      <div>
        Flow to try: <span className="mono">{flowText(witness)}</span>
      </div>
      {entries.map(({ file, line, list, text }) => (
        <div key={`${file} ${list} ${line}`}>
          {kind === 'widened' ? 'denied by ' : 'permitted by '}
          {line === undefined ? (
            <span className="dim">
              {shown(list)}: {shown(text)}
            </span>
          ) : (
            <LineJump file={file} line={line}>
              {shown(file)}:{line} {shown(text)}
            </LineJump>
          )}
        </div>
      ))}
    </>
  );
}
