/**
 * The corpus of configurations that nobody here wrote. It lies beside the repository, because some of its licences
 * keep it out of this one; where it is missing, tests that need it are skipped and say so.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { SourceText } from '@aclift/diagnostics';

const root = new URL('../../../../shared/corpus/', import.meta.url);

/** What a test's name says when the corpus is missing; undefined when it is there. */
export const corpusMissing: string | undefined = existsSync(new URL('manifest.json', root))
  ? undefined
  : '(skipped: no corpus at ../shared/corpus)';

/** One file as the manifest describes it; the counts come from a line counter, not from a parser. */
export interface CorpusFile {
  readonly file: string;
  readonly kind: string;
  readonly acls: number | null;
  readonly aces: number | null;
}

/** Every file of the corpus; none when it is missing. */
export function corpusFiles(): readonly CorpusFile[] {
  if (corpusMissing !== undefined) return [];
  const manifest = JSON.parse(readFileSync(new URL('manifest.json', root), 'utf8')) as {
    files: readonly CorpusFile[];
  };
  return manifest.files;
}

/** @param encoding some files hold Latin-1. */
export function corpusText(file: string, encoding: 'utf8' | 'latin1' = 'utf8'): SourceText {
  return {
    name: file,
    text: readFileSync(new URL(encodeURI(file).replaceAll('#', '%23'), root), encoding),
  };
}
