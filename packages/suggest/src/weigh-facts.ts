/** What the parts of the weighing share. */
import type { Cell } from './cells.ts';
import type { TriedRule } from './name-rules.ts';
import type { Compared, Profile } from './profile.ts';
import type { Cite, Saying } from './sayings.ts';
import type { Place } from './mentions.ts';
import type { EvidenceKind, EvidencePlace } from './suggestion.ts';
import type { Votes } from './votes.ts';

/** One kind of evidence as it is found. `strength` is above 0 and at most 1. */
export interface Finding {
  readonly kind: EvidenceKind;
  readonly strength: number;
  readonly says: string;
  readonly places: readonly EvidencePlace[];
}

/** Everything about a cell that its candidates have in common; built once a cell. */
export interface CellFacts {
  readonly cell: Cell;
  readonly sayings: readonly Saying[];
  readonly profile: Profile;
  /** What the named owners vote. */
  readonly votes: Votes;
  /** Names that the rules of naming give, with how each did on the named workloads. */
  readonly names: ReadonlyMap<string, TriedRule>;
  /** Owners that may do some of what it may. */
  readonly compared: ReadonlyMap<string, Compared>;
  /** Owners of hosts that a list treats alike. */
  readonly together: ReadonlyMap<string, Together>;
  /** The environment that its names speak of; undefined: none, or several. */
  readonly environment: string | undefined;
  readonly cite: Cite;
}

/** Notes a finding, if it is stronger than what is there of its kind. Texts are made when somebody reads them. */
export type Add = (
  kind: EvidenceKind,
  strength: number,
  says: Lazy<string>,
  places?: Lazy<readonly EvidencePlace[]>,
) => void;

/** A value, or how to work it out. */
export type Lazy<T> = T | (() => T);

/** Mapped hosts that a list treats as it treats a cell. */
export interface Together {
  readonly own: number;
  /** Of all owners. */
  readonly known: number;
  /** An entry about the cell. */
  readonly place: Place | undefined;
}
