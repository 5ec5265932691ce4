/** Records of hosts as workloads of a namespace that the user has named. */
import { isNamingLabel } from './formats/csv-columns.ts';
import { isOneHost } from './host-text.ts';
import type { SourceRecord, WorkloadRecord } from './record.ts';
import { spellLabel } from './spelling.ts';

/**
 * Hosts with a name are workloads of the namespace, and so are labels without one. Networks stay what they are: nobody
 * moves a network.
 * @param namespace absent: records stay as they are.
 */
export function placedIn(
  namespace: string | undefined,
  record: SourceRecord,
): readonly SourceRecord[] {
  const { content } = record;
  if (namespace === undefined) return [record];
  if (content.kind === 'workload' && content.namespace === '') {
    return [{ ...record, content: { ...content, namespace } }];
  }
  if (content.kind !== 'named') return [record];
  const hosts = content.addresses.filter(isOneHost);
  const networks = content.addresses.filter((address) => !isOneHost(address));
  if (hosts.length === 0) return [record];
  const own = content.labels ?? {};
  const name = content.name.split('.', 1)[0] ?? content.name;
  const label = Object.keys(own).some(isNamingLabel) ? undefined : spellLabel(name);
  // Not one letter of the name can be spelled.
  if (label === '') return [record];
  const workload: WorkloadRecord = {
    kind: 'workload',
    namespace,
    labels: label === undefined ? own : { ...own, app: label },
    addresses: hosts,
    ...(label === undefined ? {} : { called: name }),
  };
  const placed: SourceRecord = { ...record, content: workload };
  if (networks.length === 0) return [placed];
  return [placed, { ...record, content: { ...content, addresses: networks } }];
}
