/** The labels of a pod that its workload keeps: not those of one pod, roll-out, release or run of a job. */
import { isIgnoredByCilium } from '../../label.ts';
import { isReleaseLabel } from '../../release-label.ts';
import { NAMING_KEYS } from '../../workload-name.ts';
import type { YamlTree } from '../../yaml-tree.ts';
import { listAt, textAt, textsAt } from '../tree.ts';

/** Kinds of owners that come and go with roll-outs and runs; a StatefulSet or DaemonSet stays. */
const FLEETING: ReadonlySet<string> = new Set([
  'Job',
  'PipelineRun',
  'ReplicaSet',
  'ReplicationController',
  'Revision',
  'TaskRun',
  'Workflow',
]);

/**
 * Labels that every pod of the workload has, whatever its release. Left out are keys that say so, and labels whose value
 * is the name of the pod itself or of an owner that comes and goes, unless the key is one that names applications.
 */
export function lastingLabels(pod: YamlTree): Readonly<Record<string, string>> {
  const all = listAt(pod, 'metadata', 'ownerReferences');
  const owners = all.filter((owner) => FLEETING.has(textAt(owner, 'kind')));
  const own = new Set(
    [
      // A pod that nobody has made from a template may well be called like its application.
      all.length === 0 ? '' : textAt(pod, 'metadata', 'name'),
      textAt(pod, 'metadata', 'uid'),
      ...owners.flatMap((owner) => [textAt(owner, 'name'), textAt(owner, 'uid')]),
    ].filter(Boolean),
  );
  return Object.fromEntries(
    Object.entries(textsAt(pod, 'metadata', 'labels')).filter(
      ([key, value]) =>
        !isIgnoredByCilium(key) &&
        !isReleaseLabel(key) &&
        (!own.has(value) || NAMING_KEYS.includes(key)),
    ),
  );
}
