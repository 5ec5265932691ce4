/**
 * The grammar of what an entry matches: its number, protocol, addresses and ports. Alternatives are fields, not
 * literals inside their rule: a literal is made anew on each call, and these are called several times for each line.
 */
import type { IOrAlt, ParserMethod } from 'chevrotain';
import {
  AnyWord,
  Comma,
  GroupWord,
  Integer,
  Ipv4,
  Ipv6,
  LineParser,
  PortValue,
  Prefix4,
  Prefix6,
  ProtocolName,
  Word,
} from '@aclift/dialect-kit';
import type { Expected } from './expected.ts';
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
import { type AddressParts, EntryParts, type PortParts } from './parts.ts';

/** A rule that leaves what it finds in the parts. */
export type Rule = ParserMethod<[], void>;
/** Alternatives of a rule. */
export type Alternatives = IOrAlt<void>[];

/** Rules for what an entry matches; the entry grammar adds the entries themselves and their options. */
export abstract class MatchGrammar extends LineParser<Expected> {
  readonly parts: EntryParts = new EntryParts();
  // Where the address and port rules put what they find: arguments would allocate on each call.
  protected addressAt: AddressParts = this.parts.source;
  protected portsAt: PortParts = this.parts.sourcePorts;

  constructor(validated: boolean) {
    super(TOKEN_TYPES, validated);
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
    this.expected = 'protocol';
    this.OR(this.#protocols);
  });
  readonly #protocols: Alternatives = [
    {
      ALT: () => {
        this.parts.protocol = this.CONSUME(ProtocolName);
      },
    },
    {
      ALT: () => {
        this.parts.protocol = this.CONSUME(Integer);
      },
    },
    {
      ALT: () => {
        this.parts.serviceKeyword = this.CONSUME(ObjectGroup);
        this.expected = 'name';
        this.parts.serviceGroup = this.CONSUME(AnyWord);
      },
    },
    {
      ALT: () => {
        this.parts.serviceGroup = this.CONSUME(Word);
      },
    },
  ];

  // any   host 10.0.0.1   10.0.0.0 0.0.0.255   10.0.0.0/8   object-group SERVERS   2001:db8::/32
  readonly address: Rule = this.RULE('address', () => {
    this.expected = 'address';
    this.OR(this.#addresses);
  });
  readonly #addresses: Alternatives = [
    {
      ALT: () => {
        this.addressAt.head = this.CONSUME(Any);
      },
    },
    {
      ALT: () => {
        this.addressAt.head = this.CONSUME(Host);
        this.addressAt.value = this.CONSUME1(AnyWord);
      },
    },
    {
      ALT: () => {
        this.addressAt.head = this.CONSUME1(Ipv4);
        this.OPTION1(this.#wildcardBits);
        this.OPTION2(this.#wildcard);
      },
    },
    {
      ALT: () => {
        this.addressAt.head = this.CONSUME(GroupWord);
        this.expected = 'name';
        this.addressAt.value = this.CONSUME2(AnyWord);
      },
    },
    {
      ALT: () => {
        this.addressAt.head = this.CONSUME(Prefix4);
      },
    },
    {
      ALT: () => {
        this.addressAt.head = this.CONSUME(Prefix6);
      },
    },
    {
      ALT: () => {
        this.addressAt.head = this.CONSUME1(Ipv6);
        this.OPTION3(this.#wildcard6);
      },
    },
  ];
  // 10.0.10.0, wildcard bits 0.255.0.255
  //          ^^^^^^^^^^^^^^^
  readonly #wildcardBits = (): void => {
    this.expected = 'wildcard';
    this.CONSUME(Comma);
    this.CONSUME(Wildcard);
    this.CONSUME(Bits);
  };
  readonly #wildcard = (): void => {
    this.addressAt.value = this.CONSUME2(Ipv4);
  };
  readonly #wildcard6 = (): void => {
    this.addressAt.value = this.CONSUME2(Ipv6);
  };

  // eq 80 443   neq telnet   gt 1023   lt 1024   range 20 ftp   portgroup WEB
  readonly ports: Rule = this.RULE('ports', () => {
    this.expected = 'port';
    this.OR(this.#portForms);
  });
  readonly #portForms: Alternatives = [
    {
      ALT: () => {
        this.portsAt.operator = this.CONSUME(Eq);
        this.AT_LEAST_ONE1(this.#equal);
      },
    },
    {
      ALT: () => {
        this.portsAt.operator = this.CONSUME(Range);
        this.portsAt.values.push(this.CONSUME2(PortValue));
        this.portsAt.values.push(this.CONSUME3(PortValue));
      },
    },
    {
      ALT: () => {
        this.portsAt.operator = this.CONSUME(Gt);
        this.portsAt.values.push(this.CONSUME4(PortValue));
      },
    },
    {
      ALT: () => {
        this.portsAt.operator = this.CONSUME(Lt);
        this.portsAt.values.push(this.CONSUME5(PortValue));
      },
    },
    {
      ALT: () => {
        this.portsAt.operator = this.CONSUME(Neq);
        this.AT_LEAST_ONE2(this.#unequal);
      },
    },
    {
      ALT: () => {
        this.portsAt.operator = this.CONSUME(Portgroup);
        this.expected = 'name';
        this.portsAt.values.push(this.CONSUME(AnyWord));
      },
    },
  ];
  readonly #equal = (): void => {
    this.portsAt.values.push(this.CONSUME1(PortValue));
  };
  readonly #unequal = (): void => {
    this.portsAt.values.push(this.CONSUME6(PortValue));
  };
}
