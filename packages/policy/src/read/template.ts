/** Texts that something fills in before a cluster sees them: Helm's templates, and variables of Flux and envsubst. */
import type { Span } from '@aclift/diagnostics';
import type { YamlTree } from '../yaml-node.ts';

/** `{{ .Values.x }}`, `{{- if`, `{{ include "x" . }}`. */
const ACTION = /\{\{-?\s*(?:[.$(/"`]|[a-zA-Z][a-zA-Z0-9_]*\b)[^}\n]{0,200}(?:\}\})?/;
/** The same on one line. */
const WHOLE_ACTION = /\{\{-?\s*(?:[.$(/"`]|[a-zA-Z][a-zA-Z0-9_]*\b)[^}\n]{0,200}\}\}/;
/** `${name}`, `${name:=default}`. */
const VARIABLE = /\$\{[A-Za-z_][^}\n]{0,200}\}/;

/** The first action of a template outside comments; undefined: it is no template. */
export function templateIn(text: string): Span | undefined {
  let start = 0;
  for (const line of text.split('\n')) {
    const found = /^\s*#/.test(line) ? null : ACTION.exec(line);
    if (found !== null) {
      return { start: start + found.index, end: start + found.index + found[0].length };
    }
    start += line.length + 1;
  }
  return undefined;
}

/** The first text in an object, annotations aside, that is still to be filled in. */
export function placeholderIn(
  tree: YamlTree,
): { readonly text: string; readonly span: Span } | undefined {
  if (tree.kind === 'scalar') {
    if (typeof tree.value !== 'string') return undefined;
    const [text] = WHOLE_ACTION.exec(tree.value) ?? VARIABLE.exec(tree.value) ?? [];
    return text === undefined ? undefined : { text, span: tree.span };
  }
  const parts =
    tree.kind === 'list'
      ? tree.items
      : tree.entries.flatMap(({ key, keySpan, value }): readonly YamlTree[] =>
          key === 'annotations' || key === 'description' || key === 'managedFields'
            ? []
            : [{ kind: 'scalar', value: key, span: keySpan }, value],
        );
  for (const part of parts) {
    const found = placeholderIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}
