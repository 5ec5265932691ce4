/** A list as the device prints it: header form, also for numbered lists, because it alone carries sequence numbers. */
import type { Acl } from '@aclift/ir';
import { printEntry } from './print-entry.ts';

/** Lines of one list, the header first. */
export function aclLines(acl: Acl): string[] {
  const header = printHeader(acl);
  const lines = [header];
  for (const entry of acl.entries) {
    const text = printEntry(entry, acl.family, acl.type === 'standard');
    // An entry that was not understood may bring its own list along, as other dialects write it, or look like one.
    if (/^access-list\s+\S+\s+(?:standard|extended)\s/i.test(text)) lines.push(text, header);
    else if (/^access-l\S*\s+\S/i.test(text)) lines.push(`access-list ${acl.name} ${text}`, header);
    else lines.push(` ${text}`);
  }
  if (lines.length > 1 && lines.at(-1) === header) lines.pop();
  return lines;
}

function printHeader({ family, name, type }: Acl): string {
  if (type === 'other')
    return `${family === 'ipv4' ? 'ip' : 'ipv6'} access-list role-based ${name}`;
  return family === 'ipv4' ? `ip access-list ${type} ${name}` : `ipv6 access-list ${name}`;
}

/** Canonical IOS, lines joined by LF with a final one. Reading it gives the list again. */
export function printAcl(acl: Acl): string {
  return `${aclLines(acl).join('\n')}\n`;
}
