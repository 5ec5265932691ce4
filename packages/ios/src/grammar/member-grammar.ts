/** The grammar of object-group members. The mask of a network member is a subnet mask, not a wildcard. */
import type { IToken, ParserMethod } from 'chevrotain';
import {
  AnyWord,
  Integer,
  Ipv4,
  Ipv6,
  LineParser,
  MessageName,
  PortOperator,
  PortValue,
  Prefix4,
  Prefix6,
  ProtocolName,
} from '@aclift/dialect-kit';
import type { Expected, IosStumble } from './expected.ts';
import {
  Any,
  GroupObject,
  Host,
  Icmp,
  NetworkObject,
  PortProtocol,
  Range,
  Source,
  STATEMENT_TYPES,
} from '../lexer/statement-words.ts';
import { PortParts } from './parts.ts';

type Rule = ParserMethod<[], void>;

/** What one member line holds, as tokens. */
export class MemberParts {
  /** `host`, `range`, `any`, `group-object`, a protocol, or the address itself. */
  head: IToken | undefined;
  first: IToken | undefined;
  second: IToken | undefined;
  readonly sourcePorts: PortParts = new PortParts();
  readonly ports: PortParts = new PortParts();

  clear(): void {
    this.head = undefined;
    this.first = undefined;
    this.second = undefined;
    this.sourcePorts.clear();
    this.ports.clear();
  }
}

export class MemberGrammar extends LineParser<Expected> {
  readonly parts: MemberParts = new MemberParts();
  #ports: PortParts = this.parts.ports;

  constructor(validated: boolean = false) {
    super(STATEMENT_TYPES, validated);
    this.performSelfAnalysis();
  }

  readNetwork(tokens: IToken[]): IosStumble | undefined {
    this.parts.clear();
    return this.run(tokens, this.network);
  }

  readService(tokens: IToken[]): IosStumble | undefined {
    this.parts.clear();
    return this.run(tokens, this.service);
  }

  // host 10.0.0.1   10.0.0.0 255.255.255.0   10.0.0.0/24   range 10.0.0.1 10.0.0.9   any   group-object WEB
  readonly network: Rule = this.RULE('network', () => {
    const { parts } = this;
    this.expected = 'group-member';
    // network-object is the ASA's word for a member
    this.OPTION1(() => this.CONSUME(NetworkObject));
    this.OR([
      {
        ALT: () => {
          parts.head = this.CONSUME(Host);
          this.expected = 'address';
          parts.first = this.CONSUME1(AnyWord);
        },
      },
      {
        ALT: () => {
          parts.head = this.CONSUME(Range);
          this.expected = 'address';
          parts.first = this.CONSUME2(AnyWord);
          parts.second = this.CONSUME3(AnyWord);
        },
      },
      { ALT: () => (parts.head = this.CONSUME(Any)) },
      {
        ALT: () => {
          parts.head = this.CONSUME(GroupObject);
          this.expected = 'name';
          parts.first = this.CONSUME4(AnyWord);
        },
      },
      {
        ALT: () => {
          parts.head = this.CONSUME1(Ipv4);
          this.expected = 'mask';
          parts.first = this.CONSUME2(Ipv4);
        },
      },
      { ALT: () => (parts.head = this.CONSUME(Prefix4)) },
      { ALT: () => (parts.head = this.CONSUME(Prefix6)) },
      { ALT: () => (parts.head = this.CONSUME(Ipv6)) },
    ]);
    this.expected = 'end-of-line';
  });

  // tcp source gt 1023 eq 443   udp range tacacs 50   tcp-udp 53   icmp echo   99   esp   group-object OTHER
  readonly service: Rule = this.RULE('service', () => {
    const { parts } = this;
    this.expected = 'group-member';
    this.OR([
      {
        ALT: () => {
          parts.head = this.CONSUME(PortProtocol);
          this.expected = 'port';
          this.OPTION1(() => {
            this.CONSUME(Source);
            this.#ports = parts.sourcePorts;
            this.SUBRULE1(this.ports);
          });
          this.OPTION2(() => {
            this.#ports = parts.ports;
            this.SUBRULE2(this.ports);
          });
        },
      },
      {
        ALT: () => {
          parts.head = this.CONSUME(Icmp);
          this.expected = 'option';
          this.OPTION3(() => {
            parts.first = this.OR2([
              { ALT: () => this.CONSUME1(Integer) },
              { ALT: () => this.CONSUME(MessageName) },
            ]);
          });
        },
      },
      { ALT: () => (parts.head = this.CONSUME(ProtocolName)) },
      { ALT: () => (parts.head = this.CONSUME2(Integer)) },
      {
        ALT: () => {
          parts.head = this.CONSUME(GroupObject);
          this.expected = 'name';
          parts.first = this.CONSUME(AnyWord);
        },
      },
    ]);
    this.expected = 'end-of-line';
  });

  // eq 443   443   range 20 21   gt 1023
  readonly ports: Rule = this.RULE('ports', () => {
    const at = this.#ports;
    this.expected = 'port';
    this.OPTION1(() => (at.operator = this.CONSUME(PortOperator)));
    at.values.push(this.CONSUME1(PortValue));
    this.OPTION2(() => at.values.push(this.CONSUME2(PortValue)));
  });
}

let grammar: MemberGrammar | undefined;

/** Built on first use. */
export function memberGrammar(): MemberGrammar {
  return (grammar ??= new MemberGrammar());
}
