/** The formats that files of flows have. */

/**
 * `csv`, `json`: fields by name. `nfdump`: what nfdump prints. `hubble`, `calico`: flows of a cluster's network. `zeek`: connections.
 * `aws`, `gcp`, `azure`: flow logs of clouds. `goflow2`, `pmacct`, `ecs`: what collectors make of NetFlow, IPFIX and sFlow.
 * `syslog`: messages of lists.
 */
export type FlowFormat =
  | 'csv'
  | 'json'
  | 'nfdump'
  | 'hubble'
  | 'calico'
  | 'zeek'
  | 'aws'
  | 'gcp'
  | 'azure'
  | 'goflow2'
  | 'pmacct'
  | 'ecs'
  | 'syslog';

/** In the order in which messages list them. */
export const FLOW_FORMATS: readonly FlowFormat[] = [
  ...(['csv', 'json', 'nfdump', 'hubble', 'calico', 'zeek', 'aws', 'gcp', 'azure'] as const),
  ...(['goflow2', 'pmacct', 'ecs', 'syslog'] as const),
];

/** How many lines of a file are looked at to tell its format. */
export const LINES_TO_TELL = 200;
/** The same of JSON, where one object may go over many lines. */
export const MOST_LINES_TO_TELL: number = LINES_TO_TELL * 128;
