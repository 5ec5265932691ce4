import { Lexer } from 'chevrotain';
import { expect, test } from 'vitest';
import { PATTERNS } from '@aclift/dialect-kit';
import { EntryGrammar } from './entry-grammar.ts';
import { MemberGrammar } from './member-grammar.ts';
import { StatementGrammar } from './statement-grammar.ts';

// Programs build them unchecked, because checking takes longer than reading a small configuration.
test.each([
  { name: 'entries', Grammar: EntryGrammar },
  { name: 'statements', Grammar: StatementGrammar },
  { name: 'members of groups', Grammar: MemberGrammar },
])('the grammar of $name has no mistake that can be found without reading', ({ Grammar }) => {
  expect(() => new Grammar(true)).not.toThrow();
});

test('the patterns of words have no mistake that can be found without reading', () => {
  const { lexerDefinitionErrors } = new Lexer(PATTERNS, {
    positionTracking: 'onlyOffset',
    ensureOptimizations: true,
  });
  expect(lexerDefinitionErrors).toEqual([]);
});
