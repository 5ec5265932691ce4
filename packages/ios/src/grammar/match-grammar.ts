/** The grammar of what an entry matches: its number, protocol, addresses and ports. */
import type { ParserMethod } from 'chevrotain';
import {
  AnyWord,
  Comma,
  GroupWord,
  Integer,
  Ipv4,
  Ipv6,
  PortValue,
  Prefix4,
  Prefix6,
  ProtocolName,
  Word,
} from '../lexer/tokens.ts';
import {
  Any,
  Bits,
  Dynamic,
  Eq,
  Gt,
  Host,
  Lt,
  Neq,
  ObjectGroup,
  Portgroup,
  Range,
  Sequence,
  Timeout,
  TOKEN_TYPES,
  Wildcard,
} from '../lexer/vocabulary.ts';
import { LineParser } from './line-parser.ts';
import { type AddressParts, EntryParts, type PortParts } from './parts.ts';

type Rule = ParserMethod<[], void>;

/** Rules for what an entry matches; the entry grammar adds the entries themselves and their options. */
export abstract class MatchGrammar extends LineParser {
  readonly parts: EntryParts = new EntryParts();
  // Where the address and port rules put what they find: arguments would allocate on each call.
  protected addressAt: AddressParts = this.parts.source;
  protected portsAt: PortParts = this.parts.sourcePorts;

  constructor() {
    super(TOKEN_TYPES);
  }

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
    const at = this.addressAt;
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
    const at = this.portsAt;
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
}
