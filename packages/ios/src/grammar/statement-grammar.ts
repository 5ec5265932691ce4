/**
 * The grammar of commands beside entries: what follows `ip access-group`, `ip address`, `ip route`, `ip nat`, and the
 * many commands that name a list. The words up to there have been recognised by the command table.
 */
import type { IToken, ParserMethod } from 'chevrotain';
import { AnyWord, Ipv4, Ipv6, LineParser, Prefix4, Prefix6 } from '@aclift/dialect-kit';
import type { Expected, IosStumble } from './expected.ts';
import {
  Destination,
  DirectionWord,
  Inside,
  Interface,
  List,
  ListKeyword,
  Network,
  Outside,
  PortProtocol,
  Secondary,
  Source,
  STATEMENT_TYPES,
  Static,
  Vrf,
} from '../lexer/statement-words.ts';

type Rule = ParserMethod<[], void>;

/** What one command holds, as tokens. Fields that its rule does not know stay empty. */
export class StatementParts {
  /** Names of lists, in order; what else a list of words is. */
  names: IToken[] = [];
  direction: IToken | undefined;
  address: IToken | undefined;
  mask: IToken | undefined;
  nextHop: IToken | undefined;
  interface: IToken | undefined;
  vrf: IToken | undefined;
  secondary: IToken | undefined;
  side: IToken | undefined;
  end: IToken | undefined;
  protocol: IToken | undefined;
  localPort: IToken | undefined;
  globalPort: IToken | undefined;
  global: IToken | undefined;
  network: IToken | undefined;
  /** What follows, for those who want to look. */
  rest: IToken[] = [];
}

export class StatementGrammar extends LineParser<Expected> {
  parts: StatementParts = new StatementParts();

  constructor(validated: boolean = false) {
    super(STATEMENT_TYPES, validated);
    this.performSelfAnalysis();
  }

  read(tokens: IToken[], rule: Rule): IosStumble | undefined {
    this.parts = new StatementParts();
    return this.run(tokens, rule);
  }

  // ip access-group WEB in   ip access-group common BASE WEB in
  //                 ^^^^^^                   ^^^^^^^^^^^^^^^^^^
  readonly binding: Rule = this.RULE('binding', () => {
    const { parts } = this;
    this.expected = 'list';
    parts.names.push(this.CONSUME1(AnyWord));
    this.MANY({
      GATE: () => !this.#atDirection() && parts.names.length < 3,
      DEF: () => parts.names.push(this.CONSUME2(AnyWord)),
    });
    this.expected = 'direction';
    this.OPTION(() => (parts.direction = this.CONSUME(DirectionWord)));
    this.expected = 'end-of-line';
  });

  // ip address 10.0.0.1 255.255.255.0 secondary   ip address 10.0.0.1/24
  //            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  readonly address: Rule = this.RULE('address', () => {
    const { parts } = this;
    this.expected = 'address';
    this.OR([
      {
        ALT: () => {
          parts.address = this.CONSUME1(Ipv4);
          this.expected = 'mask';
          parts.mask = this.CONSUME2(Ipv4);
        },
      },
      { ALT: () => (parts.address = this.CONSUME(Prefix4)) },
    ]);
    this.OPTION(() => (parts.secondary = this.CONSUME(Secondary)));
    this.#rest();
  });

  // ipv6 address 2001:db8::1/64 eui-64   ipv6 address fe80::1 link-local
  //              ^^^^^^^^^^^^^^^^^^^^^
  readonly address6: Rule = this.RULE('address6', () => {
    this.expected = 'address';
    this.OR([
      { ALT: () => (this.parts.address = this.CONSUME(Prefix6)) },
      { ALT: () => (this.parts.address = this.CONSUME(Ipv6)) },
    ]);
    this.#rest();
  });

  // ip route vrf RED 10.0.0.0 255.0.0.0 GigabitEthernet0/1 10.1.1.1 5 name X
  //          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  readonly route: Rule = this.RULE('route', () => {
    const { parts } = this;
    this.OPTION1(() => {
      this.CONSUME(Vrf);
      this.expected = 'name';
      parts.vrf = this.CONSUME1(AnyWord);
    });
    this.expected = 'prefix';
    this.OR1([
      {
        ALT: () => {
          parts.address = this.CONSUME1(Ipv4);
          this.expected = 'mask';
          parts.mask = this.CONSUME2(Ipv4);
        },
      },
      { ALT: () => (parts.address = this.CONSUME(Prefix4)) },
      { ALT: () => (parts.address = this.CONSUME(Prefix6)) },
    ]);
    this.expected = 'next-hop';
    this.OR2({
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { ALT: () => (parts.nextHop = this.CONSUME3(Ipv4)) },
        { ALT: () => (parts.nextHop = this.CONSUME1(Ipv6)) },
        {
          ALT: () => {
            parts.interface = this.CONSUME2(AnyWord);
            this.OPTION2(() => {
              parts.nextHop = this.OR3([
                { ALT: () => this.CONSUME4(Ipv4) },
                { ALT: () => this.CONSUME2(Ipv6) },
              ]);
            });
          },
        },
      ],
    });
    this.#rest();
  });

  // access-class 10 in vrf-also   distribute-list 7 out   match ip address 101 102   snmp-server tftp-server-list 5
  //              ^^^^^^^^^^^^^^                   ^^^^^                     ^^^^^^^                               ^
  readonly words: Rule = this.RULE('words', () => {
    this.expected = 'list';
    this.parts.names.push(this.CONSUME1(AnyWord));
    this.MANY(() => this.parts.names.push(this.CONSUME2(AnyWord)));
  });

  // ip wccp web-cache redirect-list 120 group-list 15   ip inspect name FW http java-list 11
  //         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^                   ^^^^^^^^^^^^^^^^^^^^
  readonly keyed: Rule = this.RULE('keyed', () => {
    this.expected = 'list';
    this.MANY(() =>
      this.OR({
        IGNORE_AMBIGUITIES: true,
        DEF: [
          {
            ALT: () => {
              this.CONSUME(ListKeyword);
              this.parts.names.push(this.CONSUME1(AnyWord));
            },
          },
          { ALT: () => this.CONSUME2(AnyWord) },
        ],
      }),
    );
  });

  // ip nat inside source list 101 interface Gi0/0 overload
  // ip nat inside source static tcp 10.0.0.1 80 192.0.2.1 8080
  // ip nat inside source static network 10.0.0.0 192.0.2.0 /24
  //        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  readonly nat: Rule = this.RULE('nat', () => {
    const { parts } = this;
    this.expected = 'option';
    parts.side = this.OR1([
      { ALT: () => this.CONSUME(Inside) },
      { ALT: () => this.CONSUME(Outside) },
    ]);
    parts.end = this.OR2([
      { ALT: () => this.CONSUME(Source) },
      { ALT: () => this.CONSUME(Destination) },
    ]);
    this.OR3({
      IGNORE_AMBIGUITIES: true,
      DEF: [
        {
          ALT: () => {
            this.CONSUME(List);
            this.expected = 'list';
            parts.names.push(this.CONSUME1(AnyWord));
          },
        },
        {
          ALT: () => {
            this.CONSUME(Static);
            this.SUBRULE(this.staticNat);
          },
        },
        { ALT: () => this.CONSUME2(AnyWord) },
      ],
    });
    this.#rest();
  });

  // tcp 10.0.0.1 80 192.0.2.1 8080   tcp 10.0.0.1 80 interface Gi0/0 8080   network 10.0.0.0 192.0.2.0 /24
  readonly staticNat: Rule = this.RULE('staticNat', () => {
    const { parts } = this;
    this.expected = 'address';
    this.OR1([
      {
        ALT: () => {
          parts.protocol = this.CONSUME(PortProtocol);
          parts.address = this.CONSUME1(Ipv4);
          this.expected = 'port';
          parts.localPort = this.CONSUME1(AnyWord);
        },
      },
      { ALT: () => (parts.address = this.CONSUME2(Ipv4)) },
      {
        ALT: () => {
          parts.network = this.CONSUME(Network);
          parts.address = this.CONSUME3(Ipv4);
        },
      },
    ]);
    this.expected = 'address';
    this.OR2([
      { ALT: () => (parts.global = this.CONSUME4(Ipv4)) },
      {
        ALT: () => {
          this.CONSUME(Interface);
          parts.interface = this.CONSUME2(AnyWord);
        },
      },
    ]);
    this.OPTION(() => {
      parts.globalPort = this.CONSUME3(AnyWord);
    });
  });

  #atDirection(): boolean {
    return this.LA(1).tokenType.CATEGORIES?.includes(DirectionWord) === true;
  }

  /** Distances, names, tracks, and whatever else may follow. */
  #rest(): void {
    this.MANY9(() => this.parts.rest.push(this.CONSUME9(AnyWord)));
  }
}

let grammar: StatementGrammar | undefined;

/** Built on first use. */
export function statementGrammar(): StatementGrammar {
  return (grammar ??= new StatementGrammar());
}

/** The rules that a command may ask for. */
export type StatementRule =
  | 'binding'
  | 'address'
  | 'address6'
  | 'route'
  | 'words'
  | 'keyed'
  | 'nat';
