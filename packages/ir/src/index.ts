/** The shared form of every dialect's access lists: plain, immutable, JSON-safe data with a span on every part. */
export type { AddressMatch, Family, Prefix4 } from './address.ts';
export type { IcmpMatch, PortMatch, ProtocolMatch } from './service.ts';
export {
  type Comparison,
  type Condition,
  CONDITION_KINDS,
  type ExtensionHeader,
  type TcpFlag,
} from './condition.ts';
export type {
  Ace,
  Acl,
  AclEntry,
  AclType,
  Action,
  Evaluate,
  Log,
  Remark,
  RemovalReason,
  RemovedEntry,
  Unrecognized,
} from './acl.ts';
export type {
  NetworkGroup,
  NetworkMember,
  ObjectGroup,
  OtherGroup,
  ServiceGroup,
  ServiceMember,
} from './object-group.ts';
export type {
  Binding,
  Device,
  Direction,
  Interface,
  InterfaceAddress,
  InterfaceFilter,
  ListReference,
  ReferenceUse,
  StaticNat,
  Switchport,
  TimeRange,
  Tunnel,
  UnreadBinding,
  VirtualAddress,
  Vlan,
  VlanFilter,
  VlanRange,
  ZonePair,
} from './device.ts';
export type {
  InterfaceRouting,
  RouteSettings,
  RoutingProcess,
  StaticRoute,
  StaticRoute6,
} from './routing.ts';
export type {
  EntriesStep,
  FilterKind,
  FilterStep,
  ListName,
  PacketFilter,
  SelectStep,
} from './filter.ts';
export type { Semantics } from './semantics.ts';
export { assertNever } from './exhaustive.ts';
export { type ListRole, ListRoles, type SelectingUse } from './list-roles.ts';
export { lengthOfMask, maskOfLength, parseIpv4, showIpv4 } from './ipv4.ts';
export { parseIpv6, showIpv6 } from './ipv6.ts';
