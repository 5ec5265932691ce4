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

/**
 * Where a line stopped making sense. `token` absent: the line ended too early.
 * @typeParam Expected the dialect's closed list of what could have stood there.
 */
export interface Stumble<Expected extends string> {
  readonly token: IToken | undefined;
  readonly expected: Expected | 'end-of-line';
}

// Chevrotain's own sentences are never shown, so none are built.
const silent: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: () => '',
  buildNotAllInputParsedMessage: () => '',
  buildNoViableAltMessage: () => '',
  buildEarlyExitMessage: () => '',
};

/** Base of the grammars. Subclasses define rules and call `performSelfAnalysis()` at the end of their constructor. */
export abstract class LineParser<Expected extends string> extends EmbeddedActionsParser {
  /** What the grammar is about to read; set where the answer changes. */
  protected expected: Expected | 'end-of-line' = 'end-of-line';

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
  protected run(tokens: IToken[], rule: () => void): Stumble<Expected> | undefined {
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
