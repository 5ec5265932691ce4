/**
 * Lines that give away another dialect. A sure mark is printed by one system only; of the others two are needed,
 * because a line of prose or a neighbour's habit can look like them once.
 */

/** Dialects that are told by name and refused. */
export type DialectName = 'Cisco ASA' | 'Cisco NX-OS' | 'Cisco IOS XR' | 'Arista EOS';

interface Mark {
  readonly dialect: DialectName;
  readonly pattern: RegExp;
  readonly sure: boolean;
}

const COMMENT_MARKS: readonly Mark[] = [
  { dialect: 'Cisco NX-OS', sure: true, pattern: /^!Command: / },
  { dialect: 'Cisco IOS XR', sure: true, pattern: /^!! IOS XR Configuration/ },
  { dialect: 'Arista EOS', sure: true, pattern: /^! device: .*EOS/ },
  { dialect: 'Arista EOS', sure: true, pattern: /^! boot system flash:.*EOS/ },
  { dialect: 'Cisco NX-OS', sure: true, pattern: /^!RANCID-CONTENT-TYPE: cisco-nx/ },
  { dialect: 'Cisco IOS XR', sure: true, pattern: /^!RANCID-CONTENT-TYPE: cisco-xr/ },
  { dialect: 'Cisco ASA', sure: true, pattern: /^!RANCID-CONTENT-TYPE: cisco-asa/ },
  { dialect: 'Arista EOS', sure: true, pattern: /^!RANCID-CONTENT-TYPE: arista/ },
];

/** `first`: how the line begins; a cheap test before the pattern. */
const COMMAND_MARKS: readonly (Mark & { readonly first: string })[] = [
  { dialect: 'Cisco ASA', sure: true, first: 'asa', pattern: /^ASA Version \d/ },
  { dialect: 'Cisco ASA', sure: true, first: 'pix', pattern: /^PIX Version \d/ },
  { dialect: 'Cisco ASA', sure: true, first: ': s', pattern: /^: (?:Saved|Serial Number:)/ },
  {
    dialect: 'Cisco ASA',
    sure: true,
    first: 'access-group',
    pattern: /^access-group \S+ (?:global|(?:in|out) interface \S+)/i,
  },
  { dialect: 'Cisco ASA', sure: false, first: 'nameif', pattern: /^nameif \S+$/i },
  { dialect: 'Cisco ASA', sure: false, first: 'security-level', pattern: /^security-level \d+$/i },
  { dialect: 'Cisco ASA', sure: false, first: 'object network', pattern: /^object network \S+$/i },
  { dialect: 'Cisco ASA', sure: false, first: 'object service', pattern: /^object service \S+$/i },
  {
    dialect: 'Cisco ASA',
    sure: false,
    first: 'same-security-traffic',
    pattern: /^same-security-traffic permit /i,
  },
  { dialect: 'Cisco NX-OS', sure: false, first: 'feature', pattern: /^feature [a-z-]+$/i },
  { dialect: 'Cisco NX-OS', sure: false, first: 'vdc', pattern: /^vdc \S+ id \d+$/i },
  { dialect: 'Cisco NX-OS', sure: false, first: 'vrf context', pattern: /^vrf context \S+$/i },
  { dialect: 'Cisco NX-OS', sure: false, first: 'vpc domain', pattern: /^vpc domain \d+$/i },
  { dialect: 'Cisco NX-OS', sure: true, first: 'boot nxos', pattern: /^boot nxos /i },
  {
    dialect: 'Cisco IOS XR',
    sure: true,
    first: 'ipv4 access-',
    pattern: /^ipv4 access-(?:list|group) \S+/i,
  },
  { dialect: 'Cisco IOS XR', sure: true, first: 'rp/', pattern: /^RP\/\d+\/\S+:\S+[#>]/ },
  { dialect: 'Cisco IOS XR', sure: false, first: 'ipv4 address', pattern: /^ipv4 address \d/i },
  { dialect: 'Cisco IOS XR', sure: false, first: 'route-policy', pattern: /^route-policy \S+$/i },
  { dialect: 'Cisco IOS XR', sure: false, first: 'prefix-set', pattern: /^prefix-set \S+$/i },
  { dialect: 'Arista EOS', sure: false, first: 'transceiver qsfp', pattern: /^transceiver qsfp /i },
  { dialect: 'Arista EOS', sure: false, first: 'daemon', pattern: /^daemon \S+$/i },
];

/** How many marks that are not sure make a dialect. */
const ENOUGH = 2;

/** Counts the marks of one text. */
export class DialectMarks {
  readonly #seen = new Map<DialectName, Set<string>>();

  /** @returns the dialect as soon as it is certain. */
  comment(text: string): DialectName | undefined {
    return COMMENT_MARKS.find(({ pattern }) => pattern.test(text))?.dialect;
  }

  /** @param text of a command that no table knows. */
  command(text: string): DialectName | undefined {
    const start = text.slice(0, 24).toLowerCase();
    for (const { dialect, first, pattern, sure } of COMMAND_MARKS) {
      if (!start.startsWith(first) || !pattern.test(text)) continue;
      if (sure) return dialect;
      const seen = this.#seen.get(dialect) ?? new Set();
      seen.add(first);
      this.#seen.set(dialect, seen);
      // The same mark twice is no more than once: two kinds of lines are needed.
      if (seen.size >= ENOUGH) return dialect;
    }
    return undefined;
  }
}
