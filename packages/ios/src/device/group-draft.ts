/** One object-group while its lines arrive. */
import type { Span } from '@aclift/diagnostics';
import type { NetworkMember, ObjectGroup, ServiceMember } from '@aclift/ir';

/** The word or words after `object-group`. */
export type GroupType = 'network' | 'service' | 'v6-network' | 'v6-service' | (string & {});

export class GroupDraft {
  readonly name: string;
  readonly type: GroupType;
  readonly span: Span;
  description: string | undefined;
  readonly #network = new Members<NetworkMember>();
  readonly #service = new Members<ServiceMember>();

  constructor(name: string, type: GroupType, span: Span) {
    this.name = name;
    this.type = type;
    this.span = span;
  }

  addNetwork(member: NetworkMember): void {
    this.#network.add(member);
  }

  /** `no host 10.0.0.1`. */
  removeNetwork(member: NetworkMember): void {
    this.#network.remove(member);
  }

  addService(member: ServiceMember): void {
    this.#service.add(member);
  }

  /** `no tcp eq 80`. */
  removeService(member: ServiceMember): void {
    this.#service.remove(member);
  }

  finish(): ObjectGroup {
    const base = {
      name: this.name,
      ...(this.description !== undefined && { description: this.description }),
    };
    switch (this.type) {
      case 'network':
      case 'v6-network':
        return {
          kind: 'network',
          ...base,
          family: this.type === 'network' ? 'ipv4' : 'ipv6',
          members: this.#network.all,
          span: this.span,
        };
      case 'service':
      case 'v6-service':
        return {
          kind: 'service',
          ...base,
          ...(this.type === 'v6-service' && { family: 'ipv6' as const }),
          members: this.#service.all,
          span: this.span,
        };
      default:
        return { kind: 'other', ...base, type: this.type, span: this.span };
    }
  }
}

/** Members by content: an equal member is kept once, and removing one needs no search. */
class Members<M extends NetworkMember | ServiceMember> {
  readonly #byKey = new Map<string, M>();

  get all(): M[] {
    return [...this.#byKey.values()];
  }

  add(member: M): void {
    const key = memberKey(member);
    if (!this.#byKey.has(key)) this.#byKey.set(key, member);
  }

  remove(member: M): void {
    this.#byKey.delete(memberKey(member));
  }
}

/** Equal members have equal keys; places do not count. */
function memberKey(member: object): string {
  return JSON.stringify(member, (key, value: unknown) => (key === 'span' ? undefined : value));
}
