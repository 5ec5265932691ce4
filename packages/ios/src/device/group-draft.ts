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
