/** What may change of an inventory, as plain data; and why a change can be refused. */
import type { Now } from '../inventory.ts';
import type { VipProtocol } from '../address-range.ts';
import type { Plain } from './render.ts';

/** A virtual address as the file spells it. */
export interface VipEntry {
  /** One host. */
  readonly address: string;
  readonly ports: readonly {
    readonly port: number;
    readonly target: number;
    /** Absent: TCP. */
    readonly protocol?: VipProtocol;
  }[];
}

/** A workload as the file spells it. */
export interface WorkloadEntry {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Hosts, CIDRs, `from-to`. Absent or empty: none, and the key is left out. */
  readonly addresses?: readonly string[];
  /** Absent: the key is left out, which means `cluster`. */
  readonly now?: Now;
  readonly vips?: readonly VipEntry[];
}

export interface ExternalEntry {
  readonly name: string;
  readonly addresses: readonly string[];
}

/** What changes of a workload; what is absent stays. */
export interface WorkloadChange {
  readonly namespace?: string;
  /** Adds labels, and gives labels that are there another value. */
  readonly setLabels?: Readonly<Record<string, string>>;
  readonly removeLabels?: readonly string[];
  readonly addAddresses?: readonly string[];
  /** Compared as ranges, not as text. One that is not there is a refusal. */
  readonly removeAddresses?: readonly string[];
  readonly now?: Now;
  readonly addVips?: readonly VipEntry[];
  /** Hosts of virtual addresses. */
  readonly removeVips?: readonly string[];
}

/** What changes of an external; what is absent stays. */
export interface ExternalChange {
  readonly name?: string;
  readonly addAddresses?: readonly string[];
  readonly removeAddresses?: readonly string[];
}

/** One change. Ids and names are those of the text before all changes. */
export type InventoryEdit =
  | {
      readonly kind: 'add-workload';
      readonly workload: WorkloadEntry;
      /** Lines of comment above the entry; may hold anything. */
      readonly comments?: readonly string[];
    }
  | { readonly kind: 'change-workload'; readonly id: string; readonly change: WorkloadChange }
  /** Gives the entry these labels, addresses and so on; what is equal keeps its text. */
  | { readonly kind: 'replace-workload'; readonly id: string; readonly workload: WorkloadEntry }
  | { readonly kind: 'remove-workload'; readonly id: string }
  | {
      readonly kind: 'add-external';
      readonly external: ExternalEntry;
      readonly comments?: readonly string[];
    }
  | { readonly kind: 'change-external'; readonly name: string; readonly change: ExternalChange }
  | { readonly kind: 'remove-external'; readonly name: string }
  /** Lists the namespace if need be, and sets these labels of it. */
  | {
      readonly kind: 'set-namespace';
      readonly name: string;
      readonly labels: Readonly<Record<string, string>>;
    }
  /** Writes the section `cluster`, which is not there yet. */
  | {
      readonly kind: 'set-cluster';
      readonly cluster: { readonly [key: string]: Plain };
      /** Above it. */
      readonly comments: readonly string[];
    }
  /** Writes lists below keys of a workload that does not have them yet: `exit`, `entries`. */
  | {
      readonly kind: 'add-edge';
      readonly id: string;
      readonly parts: readonly {
        readonly key: string;
        readonly items: readonly { readonly value: Plain; readonly comment: string }[];
      }[];
    }
  /**
   * Takes addresses out of entries that still say FILL-IN: they have a name now. An entry without any left goes, and
   * the comment above it, which was about it.
   */
  | { readonly kind: 'drop-unfinished'; readonly addresses: readonly string[] };

/** Why changes were refused; nothing was changed then. */
export type EditProblem =
  /** The text cannot be read as an inventory at all. */
  | { readonly kind: 'unreadable' }
  /** Nothing of that name could be read: it is not there, or its entry has mistakes. */
  | { readonly kind: 'unknown-entry'; readonly entry: string }
  /** Two changes of one call name the same entry. */
  | { readonly kind: 'changed-twice'; readonly entry: string }
  /** The entry has no such label, address or virtual address. */
  | { readonly kind: 'unknown-part'; readonly entry: string; readonly part: string }
  /** A YAML anchor or alias shares the text with other entries; a person has to decide. `offset`: where. */
  | { readonly kind: 'shared'; readonly offset: number }
  /** YAML that no inventory needs, such as `? key`. `offset`: where. */
  | { readonly kind: 'unusual'; readonly offset: number };
