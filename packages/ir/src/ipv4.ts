/** IPv4 addresses as 32-bit unsigned numbers, and back. The one place that knows the dotted spelling. */

/** `10.0.0.1` for 167772161. */
export function showIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/**
 * Strict dotted quad: four decimal parts of 0 to 255 without signs or blanks. Leading zeros are read as decimal, as
 * IOS does.
 * @returns undefined when the text is no address.
 */
export function parseIpv4(text: string): number | undefined {
  // By hand: this runs two to four times for each line of a list.
  let address = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      digits += 1;
      part = part * 10 + code - 48;
      if (digits > 3 || part > 255) return undefined;
    } else if (code === 46 && digits > 0 && dots < 3) {
      address = address * 256 + part;
      dots += 1;
      part = 0;
      digits = 0;
    } else {
      return undefined;
    }
  }
  return dots === 3 && digits > 0 ? address * 256 + part : undefined;
}

/** Mask of a prefix length as 32-bit unsigned: 24 gives 255.255.255.0. */
export function maskOfLength(length: number): number {
  return length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
}

/** @returns the prefix length of a contiguous subnet mask; undefined when the mask has gaps. */
export function lengthOfMask(mask: number): number | undefined {
  const inverted = ~mask >>> 0;
  if ((inverted & (inverted + 1)) !== 0) return undefined;
  return Math.clz32(inverted);
}
