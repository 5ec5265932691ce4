/** Texts and numbers as YAML writes them, quoted only where some reader would take them for something else. */
import { isAmbiguous, resolvePlain } from '../yaml-scalar.ts';

/** One line, whatever it holds. */
export function scalarText(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  return isSafePlain(value) ? value : quoted(value);
}

function isSafePlain(text: string): boolean {
  return (
    // Begins with nothing that YAML gives a meaning to, and holds only what every reader prints.
    /^[\p{L}\p{N}_./$^~+<\\;()][\p{L}\p{N}\p{P}\p{S} ]*$/u.test(text) &&
    !/: |:$| #| $|^\.\.\./.test(text) &&
    typeof resolvePlain(text) === 'string' &&
    !isAmbiguous(text)
  );
}

/** Double quotes, with escapes for everything that is not plainly visible. */
function quoted(text: string): string {
  const inner = text.replace(
    /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu,
    (character) => ESCAPES[character] ?? escaped(character),
  );
  return `"${inner}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
};

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`;
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
