/**
 * The network of a run as a graph of devices and segments, and which filters are on the way of which flows. Knows devices and
 * address sets; knows no inventory, no policies and no dialect.
 */
export type { BuiltGraph, GraphOptions } from './build-graph.ts';
export type {
  Crossing,
  Edge,
  Evidence,
  Home,
  NetworkGraph,
  NetworkNode,
  PlaceNode,
  RouterNode,
} from './graph.ts';
export type { Attachment, ConnectedPrefix } from './interfaces.ts';
export { attachmentName, deviceName, isCalled, isRouted, upAttachments } from './interfaces.ts';
export type { Network, NetworkOptions, WorldSide } from './network.ts';
export { hasNetwork, networkOf, placeKey } from './network.ts';
export type { RoutedPrefix } from './prefixes.ts';
export { routedPrefixes } from './prefixes.ts';
export type { PortFacts } from './vlans.ts';
export type { Hop, WaysBetween } from './ways-between.ts';
export { WayFinder } from './ways-between.ts';
