/** Patches of Services: source ranges that hold clients back whom the drafts keep out. Never merged into a Service. */
import type { Entry, Workload } from '@aclift/inventory';
import { writeObject } from '@aclift/policy';
import { everywhere } from '../draft/draft.ts';
import type { rangesHold } from '../draft/seen-as.ts';

/** Where the patch of an entry goes. */
export function servicePath({ namespace }: Workload, entry: Entry): string {
  return `entries/services/${everywhere(namespace)}/${serviceName(entry)}.yaml`;
}

function serviceName({ address, service }: Entry): string {
  return service ?? address.text.replaceAll(/[^0-9a-z.]+/gi, '-');
}

/** The patch with how to apply it. @param cidrs never empty: an empty list lets everybody in. */
export function patchText(
  { id, namespace }: Workload,
  entry: Entry,
  cidrs: readonly string[],
  holds: ReturnType<typeof rangesHold>,
): string {
  const path = servicePath({ namespace } as Workload, entry);
  const name = entry.service ?? 'NAME';
  return writeObject({ spec: { loadBalancerSourceRanges: [...cidrs] } }, [
    {
      path: [],
      lines: [
        `Made by aclift from access lists: clients that may reach ${id} by ${entry.address.text}.`,
        ...(entry.service === undefined
          ? [
              `NAME is the Service that has ${entry.address.text}; say it in the inventory: service.`,
            ]
          : []),
        `kubectl patch service ${name} -n ${namespace} --patch-file ${path}`,
        ...(holds === 'balancers'
          ? [
              'Ranges hold nobody at node ports: keep clients from those by the lists of routers, or give the Service none.',
            ]
          : []),
      ],
    },
  ]);
}
