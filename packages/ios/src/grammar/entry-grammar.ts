/** The grammar of access-list entries: IPv4 standard and extended, and IPv6. LL(1): each position asks for a category. */
import type { IToken, ParserMethod } from 'chevrotain';
import {
  ActionWord,
  AnyWord,
  Comma,
  Flag,
  GroupWord,
  Integer,
  Ipv4,
  Ipv6,
  LogWord,
  MatchWord,
  MessageName,
  Parenthesis,
  PlainOption,
  PortOperator,
  PortValue,
  Prefix4,
  Prefix6,
  ProtocolName,
  SignedFlag,
  ValueOption,
  Word,
} from '../lexer/tokens.ts';
import {
  Any,
  Bits,
  Dynamic,
  Eq,
  Evaluate,
  Gt,
  Host,
  Lt,
  Neq,
  ObjectGroup,
  Portgroup,
  Range,
  Reflect,
  Sequence,
  Timeout,
  TOKEN_TYPES,
  Ttl,
  Wildcard,
} from '../lexer/vocabulary.ts';
import { LineParser, type Stumble } from './line-parser.ts';
import { type AddressParts, EntryParts, type OptionParts, type PortParts } from './parts.ts';

type Rule = ParserMethod<[], void>;

class EntryGrammar extends LineParser {
  readonly parts: EntryParts = new EntryParts();
  // Where the address and port rules put what they find: arguments would allocate on each call.
  #address: AddressParts = this.parts.source;
  #ports: PortParts = this.parts.sourcePorts;

  constructor() {
    super(TOKEN_TYPES);
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
          this.#address = parts.source;
          this.SUBRULE1(this.address);
          this.OPTION2(() => {
            this.#ports = parts.sourcePorts;
            this.SUBRULE1(this.ports);
          });
          this.#address = parts.destination;
          this.SUBRULE2(this.address);
          this.OPTION3(() => {
            this.#ports = parts.destinationPorts;
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
    this.#address = this.parts.source;
    this.SUBRULE(this.address);
    this.MANY(() => this.SUBRULE(this.entryOption));
  });

  // 10 permit …
  // sequence 10 permit …
  // ^^^^^^^^^^^
  readonly sequence: Rule = this.RULE('sequence', () => {
    this.OPTION(() => {
      this.CONSUME(Sequence);
      this.expected = 'number';
    });
    this.parts.sequence = this.CONSUME(Integer);
    this.expected = 'action';
  });

  // dynamic LOCK timeout 60 permit ip any any
  // ^^^^^^^^^^^^^^^^^^^^^^^
  readonly dynamic: Rule = this.RULE('dynamic', () => {
    this.CONSUME(Dynamic);
    this.expected = 'name';
    this.parts.dynamic = this.CONSUME(AnyWord);
    this.OPTION(() => {
      this.CONSUME(Timeout);
      this.expected = 'number';
      this.parts.dynamicTimeout = this.CONSUME(Integer);
    });
  });

  // permit tcp …   permit 50 …   permit object-group WEB …   permit WEB … (show)
  //        ^^^            ^^            ^^^^^^^^^^^^^^^^           ^^^
  readonly protocol: Rule = this.RULE('protocol', () => {
    const { parts } = this;
    this.expected = 'protocol';
    this.OR([
      { ALT: () => (parts.protocol = this.CONSUME(ProtocolName)) },
      { ALT: () => (parts.protocol = this.CONSUME(Integer)) },
      {
        ALT: () => {
          parts.serviceKeyword = this.CONSUME(ObjectGroup);
          this.expected = 'name';
          parts.serviceGroup = this.CONSUME(AnyWord);
        },
      },
      { ALT: () => (parts.serviceGroup = this.CONSUME(Word)) },
    ]);
  });

  // any   host 10.0.0.1   10.0.0.0 0.0.0.255   10.0.0.0/8   object-group SERVERS   2001:db8::/32
  readonly address: Rule = this.RULE('address', () => {
    const at = this.#address;
    this.expected = 'address';
    this.OR([
      { ALT: () => (at.head = this.CONSUME(Any)) },
      {
        ALT: () => {
          at.head = this.CONSUME(Host);
          at.value = this.CONSUME1(AnyWord);
        },
      },
      {
        ALT: () => {
          at.head = this.CONSUME1(Ipv4);
          // 10.0.10.0, wildcard bits 0.255.0.255
          this.OPTION1(() => {
            this.expected = 'wildcard';
            this.CONSUME(Comma);
            this.CONSUME(Wildcard);
            this.CONSUME(Bits);
          });
          this.OPTION2(() => (at.value = this.CONSUME2(Ipv4)));
        },
      },
      {
        ALT: () => {
          at.head = this.CONSUME(GroupWord);
          this.expected = 'name';
          at.value = this.CONSUME2(AnyWord);
        },
      },
      { ALT: () => (at.head = this.CONSUME(Prefix4)) },
      { ALT: () => (at.head = this.CONSUME(Prefix6)) },
      {
        ALT: () => {
          at.head = this.CONSUME1(Ipv6);
          this.OPTION3(() => (at.value = this.CONSUME2(Ipv6)));
        },
      },
    ]);
  });

  // eq 80 443   neq telnet   gt 1023   lt 1024   range 20 ftp   portgroup WEB
  readonly ports: Rule = this.RULE('ports', () => {
    const at = this.#ports;
    this.expected = 'port';
    this.OR([
      {
        ALT: () => {
          at.operator = this.CONSUME(Eq);
          this.AT_LEAST_ONE1(() => at.values.push(this.CONSUME1(PortValue)));
        },
      },
      {
        ALT: () => {
          at.operator = this.CONSUME(Range);
          at.values.push(this.CONSUME2(PortValue));
          at.values.push(this.CONSUME3(PortValue));
        },
      },
      {
        ALT: () => {
          at.operator = this.CONSUME(Gt);
          at.values.push(this.CONSUME4(PortValue));
        },
      },
      {
        ALT: () => {
          at.operator = this.CONSUME(Lt);
          at.values.push(this.CONSUME5(PortValue));
        },
      },
      {
        ALT: () => {
          at.operator = this.CONSUME(Neq);
          this.AT_LEAST_ONE2(() => at.values.push(this.CONSUME6(PortValue)));
        },
      },
      {
        ALT: () => {
          at.operator = this.CONSUME(Portgroup);
          this.expected = 'name';
          at.values.push(this.CONSUME(AnyWord));
        },
      },
    ]);
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
