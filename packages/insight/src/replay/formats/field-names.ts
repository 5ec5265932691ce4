/** Names that programs have for the parts of a flow: one table for columns of CSV, fields of JSON and headers of flow logs. */

/** The parts of a flow that records name. */
export type Field =
  | 'source'
  | 'destination'
  | 'protocol'
  | 'port'
  | 'sourcePort'
  | 'type'
  | 'code'
  | 'answer'
  | 'flags'
  | 'packets'
  | 'bytes'
  | 'action'
  | 'status';

function words(...lines: readonly string[]): readonly string[] {
  return lines.join(' ').split(' ');
}

/**
 * In {@link plain} form, the better name first: where a record has several, the first with a value counts. `source` alone is often
 * the name of a host or a file in exports of logs, so it comes last.
 */
export const FIELD_NAMES: Readonly<Record<Field, readonly string[]>> = {
  source: words(
    'pktsrcaddr srcip sourceip srcaddr sourceaddress srcaddress ipsrc sa src4addr src6addr',
    'srcipaddr flowsrcipaddr flowsrcaddr src source',
  ),
  destination: words(
    'pktdstaddr dstip destip destinationip dstaddr destaddr ipdst da destinationaddress',
    'dstaddress dst4addr dst6addr dstipaddr flowdstipaddr flowdstaddr dst dest destination',
  ),
  // Where both are given, "protocol" is that of another layer.
  protocol: words(
    'transport networktransport networkiananumber l4protoname l4protonum flowipprotocol',
    'protocolidentifier ipprotocol ipproto protocol proto pr',
  ),
  port: words('destinationport dstport destport dport portdst dp flowdstl4portid flowdstport port'),
  sourcePort: words('sourceport srcport sport portsrc sp flowsrcl4portid flowsrcport'),
  type: ['icmptype', 'type'],
  code: ['icmpcode', 'code'],
  answer: ['answer', 'reply', 'isreply'],
  flags: ['tcpflags', 'flg', 'netflowtcpcontrolbits', 'tcpcontrolbits', 'tcpflagsbits', 'flags'],
  packets: ['packets', 'ipkt', 'inpackets', 'pkts', 'networkpackets', 'flowpackets', 'packetcount'],
  bytes: ['bytes', 'ibyt', 'inbytes', 'octets', 'networkbytes', 'flowbytes', 'bytecount'],
  action: ['action', 'disposition'],
  status: ['logstatus'],
};

/** A name in lower case without quotes, blanks, dots, `@`, `_` and `-`. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[\s"'._@-]/g, '');
}

/** What every record must name. */
export const NEEDED: readonly Field[] = ['source', 'destination', 'protocol'];

/** Names under which exports of logs keep a line as it was, in plain form, the better one first. */
export const TEXT_NAMES: readonly string[] = words(
  'raw eventoriginal message log msg textpayload fullmessage shortmessage line',
);
