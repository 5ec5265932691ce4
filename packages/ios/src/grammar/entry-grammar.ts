/** The grammar of access-list entries: IPv4 standard and extended, and IPv6. LL(1): each position asks for a category. */
import type { IToken, ParserMethod } from 'chevrotain';
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
} from '../lexer/tokens.ts';
import { Evaluate, Range, Reflect, Timeout, Ttl } from '../lexer/vocabulary.ts';
import type { Stumble } from './line-parser.ts';
import { MatchGrammar } from './match-grammar.ts';
import type { OptionParts } from './parts.ts';

type Rule = ParserMethod<[], void>;

class EntryGrammar extends MatchGrammar {
  constructor() {
    super();
    this.performSelfAnalysis();
  }

  readExtended(tokens: IToken[]): Stumble | undefined {
    this.parts.clear();
    return this.run(tokens, this.extended);
  }

  readStandard(tokens: IToken[]): Stumble | undefined {
    this.parts.clear();
    return this.run(tokens, this.standard);
  }

  // 10 permit tcp 10.0.0.0 0.0.0.255 eq 1024 any range 80 443 established log
  // sequence 10 permit tcp any 2001:db8::/32 eq www
  // dynamic LOCK timeout 60 permit ip any any
  // evaluate RETURN
  readonly extended: Rule = this.RULE('extended', () => {
    const { parts } = this;
    this.expected = 'action';
    this.OPTION4(() => this.SUBRULE(this.sequence));
    this.OR1([
      {
        ALT: () => {
          this.OPTION1(() => this.SUBRULE(this.dynamic));
          this.expected = 'action';
          parts.action = this.CONSUME(ActionWord);
          this.SUBRULE(this.protocol);
          this.addressAt = parts.source;
          this.SUBRULE1(this.address);
          this.OPTION2(() => {
            this.portsAt = parts.sourcePorts;
            this.SUBRULE1(this.ports);
          });
          this.addressAt = parts.destination;
          this.SUBRULE2(this.address);
          this.OPTION3(() => {
            this.portsAt = parts.destinationPorts;
            this.SUBRULE2(this.ports);
          });
        },
      },
      {
        ALT: () => {
          this.CONSUME(Evaluate);
          this.expected = 'name';
          parts.evaluate = this.CONSUME(AnyWord);
        },
      },
    ]);
    this.MANY(() => this.SUBRULE(this.entryOption));
  });

  // 10 permit 10.0.0.0 0.0.0.255 log
  // 30 permit 10.0.10.0, wildcard bits 0.255.0.255 (20 matches)
  readonly standard: Rule = this.RULE('standard', () => {
    this.expected = 'action';
    this.OPTION(() => this.SUBRULE(this.sequence));
    this.parts.action = this.CONSUME(ActionWord);
    this.addressAt = this.parts.source;
    this.SUBRULE(this.address);
    this.MANY(() => this.SUBRULE(this.entryOption));
  });

  // established   log   dscp ef   ttl lt 2   echo   match-all +syn -ack   reflect NAME timeout 120   (5 matches)
  readonly entryOption: Rule = this.RULE('entryOption', () => {
    const { parts } = this;
    this.expected = 'option';
    const add = (kind: OptionParts['kind'], head: IToken, values: readonly IToken[] = []): void => {
      parts.options.push({ kind, head, values });
    };
    this.OR({
      // The last alternative takes whatever has no place, so that the message can point at it.
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { ALT: () => add('plain', this.CONSUME(PlainOption)) },
        {
          ALT: () => {
            const head = this.CONSUME(LogWord);
            // log COOKIE: only a word that is nothing else, so that no option is taken for a cookie.
            this.OPTION1({
              DEF: () => add('log', head, [this.CONSUME1(Word)]),
            });
            if (parts.options.at(-1)?.head !== head) add('log', head);
          },
        },
        {
          ALT: () => {
            const head = this.CONSUME(ValueOption);
            this.expected = 'name';
            add('value', head, [this.CONSUME1(AnyWord)]);
          },
        },
        { ALT: () => add('flag', this.CONSUME(Flag)) },
        {
          // match-all +syn -ack
          ALT: () => {
            const head = this.CONSUME(MatchWord);
            const values: IToken[] = [];
            this.expected = 'tcp-flag';
            this.AT_LEAST_ONE(() => values.push(this.CONSUME(SignedFlag)));
            add('match', head, values);
          },
        },
        {
          // ttl eq 255   ttl range 1 5
          ALT: () => {
            const head = this.CONSUME(Ttl);
            this.expected = 'operator';
            const values: IToken[] = [];
            this.OR3({
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
                    values.push(this.CONSUME6(Integer));
                  },
                },
              ],
            });
            add('ttl', head, values);
          },
        },
        {
          // reflect NAME timeout 120
          ALT: () => {
            const head = this.CONSUME(Reflect);
            this.expected = 'name';
            const values = [this.CONSUME2(AnyWord)];
            this.OPTION3(() => {
              this.CONSUME(Timeout);
              this.expected = 'number';
              values.push(this.CONSUME3(Integer));
            });
            add('reflect', head, values);
          },
        },
        { ALT: () => add('suffix', this.CONSUME(Parenthesis)) },
        {
          // echo   8 0   host-unreachable
          ALT: () => {
            const head = this.OR2([
              { ALT: () => this.CONSUME(MessageName) },
              { ALT: () => this.CONSUME4(Integer) },
            ]);
            const values: IToken[] = [];
            this.OPTION4(() => values.push(this.CONSUME5(Integer)));
            add('message', head, values);
          },
        },
        { ALT: () => this.#refuse(this.CONSUME3(AnyWord)) },
        { ALT: () => this.#refuse(this.CONSUME2(Comma)) },
      ],
    });
  });

  #refuse(token: IToken): void {
    this.parts.unexpected ??= token;
  }
}

let grammar: EntryGrammar | undefined;

/** Built on first use: analysing the grammar takes a few milliseconds. */
export function entryGrammar(): EntryGrammar {
  return (grammar ??= new EntryGrammar());
}
