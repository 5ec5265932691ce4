/** UTF-16 begins with a byte order mark. Bytes that are neither it nor UTF-8 are read as Latin-1, which old banners and remarks are written in: as the command line does. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return wide('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return wide('utf-16be', bytes);
  try {
    // A leading byte order mark stays: the readers know it, and offsets count from the first character.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

function wide(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}
