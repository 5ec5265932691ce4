/** Exact set algebra for packets: ranges of values, rank compression, decision diagrams. Knows no IOS and no policy. */
export type { Range, Ranges, Value } from './ranges.ts';
export {
  countRanges,
  equalRanges,
  intersectRanges,
  joinRanges,
  next,
  normalizeRanges,
  previous,
  rangesHold,
  subtractRanges,
  unionRanges,
} from './ranges.ts';
export type { Diagram } from './diagram.ts';
export { DiagramBudgetError, EVERYTHING, NOTHING } from './diagram.ts';
export type { Box, Branch, FieldSpec, Interval, Point, SpaceOptions } from './space.ts';
export { Space } from './space.ts';
export type { ValueGroups } from './value-groups.ts';
export type { PacketQuestion } from './witness-search.ts';
