/** The files that `aclift lint --fix -o` writes. */
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { OutputFile } from '@aclift/core';
import type { FixReport } from '@aclift/analysis';
import { jsonText } from '@aclift/diagnostics';

/**
 * Each changed configuration with its diff, below the folder that they have in common, and the report. The report lists
 * the files instead of holding their texts.
 */
export function fixFiles(report: FixReport): readonly OutputFile[] {
  const root = commonFolder(report.files.map(({ file }) => dirname(resolve(file))));
  const files = report.files.flatMap(({ diff, file, text }) => {
    const below = file === '(standard input)' ? 'stdin.cfg' : relative(root, resolve(file));
    const path = below === '' ? basename(file) : below.split(sep).join('/');
    return [
      { path, text },
      { path: `${path}.diff`, text: diff },
    ];
  });
  const { left, lists, refused, schema } = report;
  const written = files.map(({ path }) => path);
  return [
    ...files,
    {
      path: 'lint-fix.json',
      text: jsonText({ schema, written, lists, refused, left }),
    },
  ];
}

function commonFolder(folders: readonly string[]): string {
  const [first = '.', ...rest] = folders.map((folder) => folder.split(sep));
  if (first === '.') return '.';
  const shared = first.findIndex((part, i) => rest.some((other) => other[i] !== part));
  return (shared < 0 ? first : first.slice(0, shared)).join(sep);
}
