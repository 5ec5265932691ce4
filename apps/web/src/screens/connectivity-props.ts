/** What the screens of connectivity show, and what they do with a choice. */
import type { ConnectivityAxis, ConnectivityBlock } from '@aclift/insight';

/** What the reader looks at, by keys of axes: a pair, or all that one may open and accept. */
export type Chosen =
  | { readonly kind: 'pair'; readonly from: string; readonly to: string }
  | { readonly kind: 'end'; readonly end: string };

/** What the matrix and the graph show, and what they do with a choice. */
export interface ConnectivityProps {
  readonly axes: readonly ConnectivityAxis[];
  readonly blocks: readonly ConnectivityBlock[];
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen | undefined) => void;
  readonly open: ReadonlySet<string>;
  readonly onToggle: (group: string) => void;
}
