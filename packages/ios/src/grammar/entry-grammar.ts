/** The grammar of access-list entries: IPv4 standard and extended, and IPv6. LL(1): each position asks for a category. */
import type { IToken } from 'chevrotain';
import {
  ActionWord,
  AnyWord,
  Comma,
  Flag,
  Integer,
  LogWord,
  MatchWord,
  MessageName,
  Parenthesis,
  PlainOption,
  PortOperator,
  SignedFlag,
  ValueOption,
  Word,
} from '@aclift/dialect-kit';
import type { IosStumble } from './expected.ts';
import { Evaluate, Range, Reflect, Timeout, Ttl } from '../lexer/vocabulary.ts';
import { type Alternatives, MatchGrammar, type Rule } from './match-grammar.ts';
import type { OptionParts } from './parts.ts';

export class EntryGrammar extends MatchGrammar {
  constructor(validated: boolean = false) {
    super(validated);
    this.performSelfAnalysis();
  }

  readExtended(tokens: IToken[]): IosStumble | undefined {
    this.parts.clear();
    return this.run(tokens, this.extended);
  }

  readStandard(tokens: IToken[]): IosStumble | undefined {
    this.parts.clear();
    return this.run(tokens, this.standard);
  }

  // 10 permit tcp 10.0.0.0 0.0.0.255 eq 1024 any range 80 443 established log
  // sequence 10 permit tcp any 2001:db8::/32 eq www
  // dynamic LOCK timeout 60 permit ip any any
  // evaluate RETURN
  readonly extended: Rule = this.RULE('extended', () => {
    this.expected = 'action';
    this.OPTION1(this.#number);
    this.OR(this.#entries);
    this.MANY(this.#option);
  });
  readonly #entries: Alternatives = [
    {
      ALT: () => {
        const { parts } = this;
        this.OPTION2(this.#lock);
        this.expected = 'action';
        parts.action = this.CONSUME(ActionWord);
        this.SUBRULE(this.protocol);
        this.addressAt = parts.source;
        this.SUBRULE1(this.address);
        this.OPTION3(this.#sourcePorts);
        this.addressAt = parts.destination;
        this.SUBRULE2(this.address);
        this.OPTION4(this.#destinationPorts);
      },
    },
    {
      ALT: () => {
        this.CONSUME(Evaluate);
        this.expected = 'name';
        this.parts.evaluate = this.CONSUME(AnyWord);
      },
    },
  ];
  readonly #number = (): void => this.SUBRULE(this.sequence);
  readonly #lock = (): void => this.SUBRULE(this.dynamic);
  readonly #sourcePorts = (): void => {
    this.portsAt = this.parts.sourcePorts;
    this.SUBRULE1(this.ports);
  };
  readonly #destinationPorts = (): void => {
    this.portsAt = this.parts.destinationPorts;
    this.SUBRULE2(this.ports);
  };
  readonly #option = (): void => this.SUBRULE(this.entryOption);

  // 10 permit 10.0.0.0 0.0.0.255 log
  // 30 permit 10.0.10.0, wildcard bits 0.255.0.255 (20 matches)
  readonly standard: Rule = this.RULE('standard', () => {
    this.expected = 'action';
    this.OPTION(this.#number);
    this.parts.action = this.CONSUME(ActionWord);
    this.addressAt = this.parts.source;
    this.SUBRULE(this.address);
    this.MANY(this.#option);
  });

  // established   log   dscp ef   ttl lt 2   echo   match-all +syn -ack   reflect NAME timeout 120   (5 matches)
  readonly entryOption: Rule = this.RULE('entryOption', () => {
    this.expected = 'option';
    this.OR(this.#anyOption);
  });
  readonly #options: Alternatives = [
    { ALT: () => this.#add('plain', this.CONSUME(PlainOption)) },
    {
      // log COOKIE: only a word that is nothing else, so that no option is taken for a cookie.
      ALT: () => {
        const values: IToken[] = [];
        this.#add('log', this.CONSUME(LogWord), values);
        this.OPTION1(() => values.push(this.CONSUME1(Word)));
      },
    },
    {
      ALT: () => {
        const head = this.CONSUME(ValueOption);
        this.expected = 'name';
        this.#add('value', head, [this.CONSUME1(AnyWord)]);
      },
    },
    { ALT: () => this.#add('flag', this.CONSUME(Flag)) },
    {
      // match-all +syn -ack
      ALT: () => {
        const values: IToken[] = [];
        this.#add('match', this.CONSUME(MatchWord), values);
        this.expected = 'tcp-flag';
        this.AT_LEAST_ONE(() => values.push(this.CONSUME(SignedFlag)));
      },
    },
    {
      // ttl eq 255   ttl range 1 5
      ALT: () => {
        const values: IToken[] = [];
        this.#add('ttl', this.CONSUME(Ttl), values);
        this.expected = 'operator';
        this.OR1({
          IGNORE_AMBIGUITIES: true,
          DEF: [
            {
              ALT: () => {
                values.push(this.CONSUME(Range));
                this.expected = 'number';
                values.push(this.CONSUME1(Integer));
                values.push(this.CONSUME2(Integer));
              },
            },
            {
              ALT: () => {
                values.push(this.CONSUME(PortOperator));
                this.expected = 'number';
                values.push(this.CONSUME3(Integer));
              },
            },
          ],
        });
      },
    },
    {
      // reflect NAME timeout 120
      ALT: () => {
        const head = this.CONSUME(Reflect);
        this.expected = 'name';
        const values = [this.CONSUME2(AnyWord)];
        this.#add('reflect', head, values);
        this.OPTION2(() => {
          this.CONSUME(Timeout);
          this.expected = 'number';
          values.push(this.CONSUME4(Integer));
        });
      },
    },
    { ALT: () => this.#add('suffix', this.CONSUME(Parenthesis)) },
    {
      // echo   8 0   host-unreachable
      ALT: () => {
        const head = this.OR2([
          { ALT: () => this.CONSUME(MessageName) },
          { ALT: () => this.CONSUME5(Integer) },
        ]);
        const values: IToken[] = [];
        this.#add('message', head, values);
        this.OPTION3(() => values.push(this.CONSUME6(Integer)));
      },
    },
    { ALT: () => this.#refuse(this.CONSUME3(AnyWord)) },
    { ALT: () => this.#refuse(this.CONSUME(Comma)) },
  ];

  /** The last alternatives take whatever has no place, so that the message can point at it. */
  readonly #anyOption: { readonly IGNORE_AMBIGUITIES: true; readonly DEF: Alternatives } = {
    IGNORE_AMBIGUITIES: true,
    DEF: this.#options,
  };

  #add(kind: OptionParts['kind'], head: IToken, values: readonly IToken[] = NO_TOKENS): void {
    this.parts.options.push({ kind, head, values });
  }

  #refuse(token: IToken): void {
    this.parts.unexpected ??= token;
  }
}

const NO_TOKENS: readonly IToken[] = [];

let grammar: EntryGrammar | undefined;

/** Built on first use: analysing the grammar takes a few milliseconds. */
export function entryGrammar(): EntryGrammar {
  return (grammar ??= new EntryGrammar());
}
