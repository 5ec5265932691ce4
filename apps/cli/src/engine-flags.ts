/** Options of commands that evaluate policies, about the engine that enforces them. */
import { Option } from 'commander';

export interface EngineFlags {
  readonly policyCidrMatchMode?: 'nodes';
}

/** Cilium's own option of that name. */
export function cidrMatchModeOption(): Option {
  return new Option(
    '--policy-cidr-match-mode <mode>',
    "Cilium's agents have it, so that blocks of addresses match nodes; default: they have not",
  ).choices(['nodes']);
}

/** The options as the evaluator takes them. */
export function engineFlags({ policyCidrMatchMode }: EngineFlags): {
  readonly blocksMatchNodes?: boolean;
} {
  return policyCidrMatchMode === 'nodes' ? { blocksMatchNodes: true } : {};
}
