/** Bytes that are no UTF-8 are read as Latin-1, which old banners and remarks are written in: as the command line does. */
export function decodeText(bytes: Uint8Array): string {
  try {
    // A leading byte order mark stays: the readers know it, and offsets count from the first character.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
