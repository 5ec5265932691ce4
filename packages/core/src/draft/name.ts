/** Names of drafts: from content, never from position, and short enough for every place that shows them. */

const MAX_LENGTH = 63;

/** `base-suffix` as a DNS-1123 label. A name that would be too long is cut and gets a hash of the whole. */
export function draftName(base: string, suffix: string): string {
  const whole = `${base}-${suffix}`;
  if (whole.length <= MAX_LENGTH) return whole;
  const hash = contentHash(whole);
  const room = MAX_LENGTH - suffix.length - hash.length - 2;
  return `${base.slice(0, room).replace(/-+$/, '')}-${hash}-${suffix}`;
}

/** Any text as the inside of a DNS-1123 label. */
export function dnsName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** The same, short enough to be a label: a long one is cut and gets a hash of the whole. */
export function dnsLabel(text: string): string {
  const name = dnsName(text);
  return name.length <= MAX_LENGTH
    ? name
    : `${name.slice(0, MAX_LENGTH - 7).replace(/-+$/, '')}-${contentHash(name)}`;
}

/** Six digits that tell a few texts apart. */
export function contentHash(text: string): string {
  return fnv1a(text).toString(36).padStart(7, '0').slice(-6);
}

/** FNV-1a, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return hash;
}
