/** Real configurations that live beside the repository. Tests that need them say so when they are not there. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SourceText } from '@aclift/diagnostics';

const FOLDER = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));

/** Undefined when the corpus is there; else the reason for the name of a skipped test. */
export const corpusMissing: string | undefined = existsSync(`${FOLDER}manifest.json`)
  ? undefined
  : 'skipped: no ../shared/corpus beside the repository';

interface ManifestEntry {
  readonly file: string;
  readonly kind: string;
}

/** Texts of one kind, by name; none without the corpus. Bytes that are no UTF-8 are read as Latin-1. */
export function corpusTexts(kind: string): readonly SourceText[] {
  if (corpusMissing !== undefined) return [];
  const { files } = JSON.parse(readFileSync(`${FOLDER}manifest.json`, 'utf8')) as {
    files: readonly ManifestEntry[];
  };
  return files
    .filter((entry) => entry.kind === kind)
    .map(({ file }) => {
      const bytes = readFileSync(FOLDER + file);
      try {
        return { name: file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
      } catch {
        return { name: file, text: new TextDecoder('latin1').decode(bytes) };
      }
    });
}
