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
  readonly network: NetworkMember[] = [];
  readonly service: ServiceMember[] = [];

  constructor(name: string, type: GroupType, span: Span) {
    this.name = name;
    this.type = type;
    this.span = span;
  }

  /** `no host 10.0.0.1`. @returns whether there was such a member. */
  removeNetwork(member: NetworkMember): boolean {
    return removeFrom(this.network, member);
  }

  /** `no tcp eq 80`. @returns whether there was such a member. */
  removeService(member: ServiceMember): boolean {
    return removeFrom(this.service, member);
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
          members: this.network,
          span: this.span,
        };
      case 'service':
      case 'v6-service':
        return { kind: 'service', ...base, members: this.service, span: this.span };
      default:
        return { kind: 'other', ...base, type: this.type, span: this.span };
    }
  }
}

function removeFrom<M extends { readonly kind: string }>(members: M[], gone: M): boolean {
  const key = memberKey(gone);
  const at = members.findIndex((member) => memberKey(member) === key);
  if (at < 0 || gone.kind === 'unrecognized') return false;
  members.splice(at, 1);
  return true;
}

/** Equal members have equal keys; places do not count. */
function memberKey(member: object): string {
  return JSON.stringify(member, (key, value: unknown) => (key === 'span' ? undefined : value));
}
