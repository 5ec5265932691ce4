/**
 * What an access list makes of each of its lines, exactly and over all packets. Whoever asks (lint, diff, query, migrate,
 * the inventory's reach) asks here.
 */
export { type Cover, coverOf, decidedOtherwise, shadowOf } from './causes.ts';
export { Explanations } from './explanations.ts';
export { deciders, type Difference, differences } from './differences.ts';
export { type JudgedLine, judgeList, LIST_NODES } from './judge-list.ts';
export { askedPackets, type Line } from './entry-packets.ts';
export { examplePacket } from './example.ts';
export { type HitOrder, hitOrder } from './hit-order.ts';
export { type DeviceList, deviceLists, type ListModel, modelLists } from './list-model.ts';
export { DENY, PERMIT, type PacketSpace } from './list-space.ts';
export { type Merge, mergesOf } from './merges.ts';
export { opensNothing } from './openings.ts';
export type { PacketBox } from './packet.ts';
export { protocolOf } from './protocol-words.ts';
export { mayFilter, whySelected } from './roles.ts';
export { leftOf, type LineStanding, SPARE, type Standing, standingsOf } from './reachability.ts';
export { describeRegions } from './region-text.ts';
export { type UnansweredLine, unansweredLines } from './unanswered.ts';
