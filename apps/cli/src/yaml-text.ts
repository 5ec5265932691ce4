/** Data as YAML whose texts are one line each, and hold nothing that could steer a reader. */
import { printable } from '@aclift/diagnostics';
import { Document, isScalar, Scalar, visit } from 'yaml';

/** @param value JSON-safe. @returns LF line ends; a reader gets the same data back. */
export function yamlText(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (
        isScalar(node) &&
        typeof node.value === 'string' &&
        printable(node.value) !== node.value
      ) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  // What is left of such characters stands in double quotes, where an escape is the same text.
  return document
    .toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity })
    .split('\n')
    .map((line) => (printable(line) === line ? line : line.replace(/./gsu, shown)))
    .join('\n');
}

function shown(character: string): string {
  if (printable(character) === character) return character;
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}
