/**
 * What the entry grammar found in one line, as tokens. One object is used for all lines: the grammar fills it, the
 * lowering reads it at once, and nothing of it survives the line.
 */
import type { IToken } from 'chevrotain';

/** `any` · `host A` · `A W` · `A, wildcard bits W` · `A/len` · `object-group NAME`. */
export class AddressParts {
  /** `any`, `host`, `object-group`, `addrgroup`, or the address itself. */
  head: IToken | undefined;
  /** What follows `host` or `object-group`, or the wildcard after an address. */
  value: IToken | undefined;

  clear(): void {
    this.head = undefined;
    this.value = undefined;
  }
}

/** `eq 80 443` · `range 1 10` · `portgroup NAME`. */
export class PortParts {
  operator: IToken | undefined;
  values: IToken[] = [];

  clear(): void {
    this.operator = undefined;
    if (this.values.length > 0) this.values = [];
  }
}

/** One option: its keyword (or the message name or number itself) and what belongs to it. */
export interface OptionParts {
  readonly kind:
    | 'plain'
    | 'value'
    | 'flag'
    | 'match'
    | 'ttl'
    | 'log'
    | 'reflect'
    | 'message'
    | 'suffix';
  readonly head: IToken;
  readonly values: readonly IToken[];
}

export class EntryParts {
  sequence: IToken | undefined;
  dynamic: IToken | undefined;
  dynamicTimeout: IToken | undefined;
  evaluate: IToken | undefined;
  action: IToken | undefined;
  /** A name or a number; absent in standard entries and where a service group stands. */
  protocol: IToken | undefined;
  /** The name after `object-group`, or a bare word in the protocol's place. */
  serviceGroup: IToken | undefined;
  /** `object-group` before {@link serviceGroup}; absent when the name stands bare. */
  serviceKeyword: IToken | undefined;
  readonly source: AddressParts = new AddressParts();
  readonly sourcePorts: PortParts = new PortParts();
  readonly destination: AddressParts = new AddressParts();
  readonly destinationPorts: PortParts = new PortParts();
  options: OptionParts[] = [];
  /** The first word that has no place in the line. */
  unexpected: IToken | undefined;

  clear(): void {
    this.sequence = undefined;
    this.dynamic = undefined;
    this.dynamicTimeout = undefined;
    this.evaluate = undefined;
    this.action = undefined;
    this.protocol = undefined;
    this.serviceGroup = undefined;
    this.serviceKeyword = undefined;
    this.source.clear();
    this.sourcePorts.clear();
    this.destination.clear();
    this.destinationPorts.clear();
    if (this.options.length > 0) this.options = [];
    this.unexpected = undefined;
  }
}
