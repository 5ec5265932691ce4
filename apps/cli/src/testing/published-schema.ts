/** JSON Schemas as they are published or vendored, for holding real outputs against them. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const CORE = new URL('../../../../packages/core/', import.meta.url);

/**
 * What is wrong with a value by a schema of `packages/core`; at most five faults. The value is taken as JSON has it.
 * @param path such as `schema/diff-report.schema.json`.
 */
export function faultsBy(path: string): (value: unknown) => readonly string[] {
  const schema = JSON.parse(readFileSync(new URL(path, CORE), 'utf8')) as object;
  const valid = new Ajv({
    allErrors: true,
    strict: false,
    validateFormats: false,
    // SARIF's patterns are older than the `u` flag.
    unicodeRegExp: false,
  }).compile(schema);
  return (value) => {
    valid(JSON.parse(JSON.stringify(value)));
    return (valid.errors ?? [])
      .slice(0, 5)
      .map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
