import { expect, test } from 'vitest';
import { type Catalogue, type DiagnosticOf, explain } from './diagnostic.ts';

type Example =
  | DiagnosticOf<'x/plain', object>
  | DiagnosticOf<'x/with-facts', { readonly name: string }>;

const catalogue: Catalogue<Example> = {
  'x/plain': { severity: 'note', message: () => 'Plain.' },
  'x/with-facts': {
    severity: 'error',
    message: ({ name }) => `No ${name}.`,
    help: ({ name }) => `Add ${name}.`,
  },
};
const place = { source: 'f', span: { start: 1, end: 2 } };

test('the catalogue makes the sentence from the facts', () => {
  const explained = explain(catalogue, { code: 'x/with-facts', ...place, facts: { name: 'list' } });
  expect(explained).toEqual({
    code: 'x/with-facts',
    severity: 'error',
    ...place,
    message: 'No list.',
    help: 'Add list.',
    facts: { name: 'list' },
  });
});

test('a code without help has none', () => {
  expect(explain(catalogue, { code: 'x/plain', ...place, facts: {} })).not.toHaveProperty('help');
});

test('a code that the catalogue does not know is our bug', () => {
  const unknown = { code: 'x/other', ...place, facts: {} } as unknown as Example;
  expect(() => explain(catalogue, unknown)).toThrow('x/other');
});
