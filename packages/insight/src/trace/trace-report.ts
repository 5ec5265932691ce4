/** The story of one flow, as plain data, versioned. */
import type { Action, Direction } from '@aclift/ir';
import type { Approximation, Engine, PlaceKind, WitnessFlow } from '@aclift/verify';
import type { ReportedDiagnostic, ReportedEntry } from '@aclift/core';
import type { SideVerdict } from '../verify-policies/verify-report.ts';

/** One end of the flow. */
export interface TracedEnd {
  readonly address: string;
  /** Workload id or external; null: the inventory does not name the address. */
  readonly name: string | null;
  /** What policies see. */
  readonly kind: 'pod' | 'outside' | 'virtual';
  /** Where routers reach it: device and interface; null: nothing tells. */
  readonly place: string | null;
  /** How many addresses the workload has; the trace is about one of them. */
  readonly addresses: number;
}

/** A list of a filter, with what it makes of the packet. */
export interface TracedList {
  readonly file: string;
  readonly list: string;
  /** Of a list that selects: what becomes of the packet by it. */
  readonly verdict: Action | 'unfiltered' | 'unknown';
  /** The deciding entry; `line` absent: the end of the list. Null: the list is empty or not defined. */
  readonly entry: ReportedEntry | null;
  /** Entries before it that nobody can evaluate and that would decide otherwise. */
  readonly doubtful: readonly ReportedEntry[];
}

/** A filter that is on the way of a packet, or may be. */
export interface TracedFilter {
  readonly kind: PlaceKind;
  /** Bound where the packet comes in, where it goes out, or taken to filter everything. */
  readonly role: 'in' | 'out' | 'everywhere';
  readonly device: string;
  readonly file: string;
  /** Null: no single interface. */
  readonly interface: string | null;
  /** Null: both, or none. */
  readonly direction: Direction | null;
  /** The list or lists, the map, the policy; of a line that could not be read the line. */
  readonly name: string;
  /** Whether every possible way leads through it. */
  readonly certain: boolean;
  readonly verdict: Action | 'unfiltered' | 'unknown';
  /**
   * What has a say besides the entries. `stateful`: zones let the answer back. `inspection`: it may let the answer back, which the lists
   * drop. `translation`: the filter sees an address that translation chooses, and its verdict depends on that. Null: nothing.
   */
  readonly besides: 'stateful' | 'inspection' | 'translation' | null;
  /** The lists that had a say, in order. */
  readonly lists: readonly TracedList[];
}

/** An interface that a packet crosses. */
export interface TracedHop {
  readonly device: string;
  readonly file: string;
  /** Null: nobody knows which. */
  readonly interface: string | null;
  readonly direction: Direction;
}

/** One packet through the network. `unfiltered`: no filter is on its way. */
export interface TracedWay {
  readonly verdict: Action | 'unfiltered' | 'unknown';
  /** In the order in which the packet meets them. */
  readonly filters: readonly TracedFilter[];
  /** Possible ways, hop by hop, shortest first; at most eight. Empty: both ends sit in one segment, or nothing leads there. */
  readonly ways: readonly (readonly TracedHop[])[];
  /** Whether there are more. */
  readonly moreWays: boolean;
  /** False: no route tells the way, and the ways are what links allow. */
  readonly routed: boolean;
}

/** A static translation of the destination. */
export interface TracedTranslation {
  readonly device: string;
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** The flow as it was asked about, to the global address. */
  readonly asked: WitnessFlow;
}

export interface TraceReport {
  readonly schema: 'aclift/trace/2';
  readonly configs: readonly string[];
  readonly inventory: string;
  /** Null: the drafts of a migration. */
  readonly policies: readonly string[] | null;
  readonly engine: Engine;
  readonly flow: WitnessFlow;
  /** The static translation that leads to {@link flow} from the flow that was asked about; null: it is that flow. */
  readonly translation: TracedTranslation | null;
  readonly from: TracedEnd;
  readonly to: TracedEnd;
  readonly today: {
    /** Both ends in one segment: no router sees the flow. */
    readonly sameSegment: boolean;
    /** A line of a device on the way was not read that stands in no list, so more may filter there, or the way may be another. */
    readonly unread: boolean;
    readonly opening: TracedWay;
    /** The answer to the opening; null: the protocol has none, or no router sees it. */
    readonly reply: TracedWay | null;
    /** The same TCP packet with ACK set, where lists stop the opening and let that through; null elsewhere. */
    readonly asAnswer: TracedWay | null;
  };
  readonly cluster: {
    /** `not-applicable`: both ends are outside. `in-part`: it opens, and a rule looks inside. */
    readonly verdict: 'allow' | 'in-part' | 'deny' | 'undecided' | 'not-applicable';
    readonly egress: SideVerdict;
    readonly ingress: SideVerdict;
  };
  /** Null: one side is not known, or policies do not concern the flow. */
  readonly agree: boolean | null;
  /** Why they differ, where no policy can avoid it; null: they agree, or these policies could. */
  readonly because: Approximation | null;
  /** Pairs of addresses of the two workloads whose verdict today is another; at most twenty. */
  readonly otherwise: readonly { readonly source: string; readonly destination: string }[];
  readonly diagnostics: readonly TracedDiagnostic[];
}

/** Something that was said of the inputs. */
export interface TracedDiagnostic extends ReportedDiagnostic {
  /**
   * Whether it is about something on the way of the flow or of its answer (a device, an interface, a list, a line), about one of its
   * ends, or about what could change the way.
   */
  readonly concerns: boolean;
}
