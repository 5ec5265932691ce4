/** What TCP flags say about the end that opened a connection, in every spelling that recorders have for them. */

/** The two flags that matter. */
export interface TcpFlags {
  readonly syn: boolean;
  readonly ack: boolean;
}

/**
 * What one value stands for. `packet`: the flags of one packet. `sum`: those of all packets of one direction, where a SYN that was
 * answered comes with ACK too. `handshake`: as in a sum, but ACK is only noted together with SYN, so that it means SYN+ACK.
 */
export type FlagsAre = 'packet' | 'sum' | 'handshake';

/** Which end sent them; undefined: either could have. */
export function flagsSay(
  flags: TcpFlags | undefined,
  are: FlagsAre,
): 'opens' | 'answers' | undefined {
  if (flags?.syn !== true) return undefined;
  if (!flags.ack) return 'opens';
  return are === 'sum' ? undefined : 'answers';
}

const SYN = 0x02;
const ACK = 0x10;

/**
 * Reads `18`, `0x12`, `.A..S.` as nfdump prints it, `SYN|ACK`, `S A` or `SA`.
 * @returns undefined: nothing, 0 (recorders that do not know write it), or nothing that is known here.
 */
export function readTcpFlags(text: string | undefined): TcpFlags | undefined {
  const word = text?.trim() ?? '';
  if (/^(?:0x[0-9a-f]{1,4}|\d{1,5})$/i.test(word)) {
    const bits = Number(word);
    return bits === 0 ? undefined : { syn: (bits & SYN) !== 0, ack: (bits & ACK) !== 0 };
  }
  if (/^[CEUAPRSFNX.]{1,9}$/.test(word)) {
    return /[A-Z]/.test(word) ? { syn: word.includes('S'), ack: word.includes('A') } : undefined;
  }
  const names = word
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter((name) => name !== '');
  if (!names.some((name) => FLAG_NAMES.has(name))) return undefined;
  return {
    syn: names.includes('SYN') || names.includes('S'),
    ack: names.includes('ACK') || names.includes('A'),
  };
}

const FLAG_NAMES: ReadonlySet<string> = new Set(
  'SYN ACK FIN RST PSH URG ECE CWR NS S A F R P U E C'.split(' '),
);
