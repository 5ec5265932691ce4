/** Time ranges of one name whose hours differ are two unknowns, not one: what they match is not the same. */
import type { AclEntry, Device } from '@aclift/ir';

/** The new device with the time ranges renamed that the old one defines otherwise, or not at all. Spans stay. */
export function tellApartTimeRanges(old: Device, young: Device): Device {
  const before = definitions(old);
  const after = definitions(young);
  const changed = (name: string): boolean => before.get(name) !== after.get(name);
  const rename = (entry: AclEntry): AclEntry => {
    if (entry.kind !== 'ace') return entry;
    const conditions = entry.conditions.map((condition) =>
      condition.kind === 'time-range' && changed(condition.name)
        ? { ...condition, name: `${condition.name} as it is now` }
        : condition,
    );
    return { ...entry, conditions };
  };
  return {
    ...young,
    acls: young.acls.map((acl) => ({ ...acl, entries: acl.entries.map(rename) })),
  };
}

function definitions({ timeRanges }: Device): ReadonlyMap<string, string> {
  return new Map(
    timeRanges.map(({ name, periods }) => [
      name,
      periods
        .map(({ text }) => text.replace(/\s+/g, ' ').trim().toLowerCase())
        .toSorted()
        .join('\n'),
    ]),
  );
}
