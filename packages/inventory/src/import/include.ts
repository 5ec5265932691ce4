/** Files that a file includes: whether the run has them too. */

/** @param name of the included file as written, perhaps a path in quotes. */
export function isThere(name: string, files: readonly string[]): boolean {
  const wanted = lastPart(name.replaceAll(/["';]/g, ''));
  return wanted !== '' && files.some((file) => lastPart(file) === wanted);
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
