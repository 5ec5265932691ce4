/**
 * What all grammars share: they read one command line at a time, so a bad line costs one line and the end of input is
 * the end of the line; and they say what they expected as a word of a closed list instead of building prose.
 */
import {
  EmbeddedActionsParser,
  type IParserErrorMessageProvider,
  type IRecognitionException,
  type IToken,
  type TokenType,
} from 'chevrotain';

/** What could have stood where a line went wrong. */
export type Expected =
  | 'action'
  | 'protocol'
  | 'address'
  | 'ipv4-address'
  | 'wildcard'
  | 'port'
  | 'option'
  | 'tcp-flag'
  | 'operator'
  | 'name'
  | 'number'
  | 'group-member'
  | 'list'
  | 'direction'
  | 'mask'
  | 'prefix'
  | 'next-hop'
  | 'vlan'
  | 'vlan-action'
  | 'end-of-line';

/** Where a line stopped making sense. `token` absent: the line ended too early. */
export interface Stumble {
  readonly token: IToken | undefined;
  readonly expected: Expected;
}

// Chevrotain's own sentences are never shown, so none are built.
const silent: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: () => '',
  buildNotAllInputParsedMessage: () => '',
  buildNoViableAltMessage: () => '',
  buildEarlyExitMessage: () => '',
};

/** Base of the grammars. Subclasses define rules and call `performSelfAnalysis()` at the end of their constructor. */
export abstract class LineParser extends EmbeddedActionsParser {
  /** What the grammar is about to read; set where the answer changes. */
  protected expected: Expected = 'end-of-line';

  /** @param validated whether the grammar is to be checked for mistakes of ours: a test does, and nobody else waits for it. */
  constructor(vocabulary: TokenType[], validated: boolean) {
    super(vocabulary, {
      maxLookahead: 1,
      recoveryEnabled: false,
      skipValidations: !validated,
      errorMessageProvider: silent,
    });
  }

  /** @returns undefined when the whole line was read. */
  protected run(tokens: IToken[], rule: () => void): Stumble | undefined {
    this.input = tokens;
    rule.call(this);
    if (this.errors.length === 0) return undefined;
    const [first] = this.errors as [IRecognitionException];
    const token = first.token;
    const left = first.name === 'NotAllInputParsedException';
    return {
      token: Number.isNaN(token.startOffset) || token.image === '' ? undefined : token,
      expected: left ? 'end-of-line' : this.expected,
    };
  }
}
