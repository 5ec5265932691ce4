/** Services as people write them: `443/tcp`, `tcp/443`, `icmp/8`, `icmp`, `icmpv6/128`, `ip/47`. */
import { hasPorts, ICMP, ICMPV6, MAX_PORT, SCTP, TCP, UDP } from '@aclift/verify';

/** Protocol number, and destination port or ICMP type × 256 + code; 0 for protocols without either. */
export interface TracedService {
  readonly protocol: number;
  readonly service: number;
}

const PROTOCOLS = new Map([
  ['tcp', TCP],
  ['udp', UDP],
  ['sctp', SCTP],
  ['icmp', ICMP],
  ['icmpv6', ICMPV6],
]);
const ECHO_TYPES = new Map([
  [ICMP, 8],
  [ICMPV6, 128],
]);
const MAX_BYTE = 255;

/**
 * @returns undefined: it is no service. `icmp` and `icmpv6` alone are an echo. A number alone could be a port or a protocol, so it is
 * neither.
 */
export function readTracedService(text: string): TracedService | undefined {
  const parts = text.toLowerCase().split('/');
  const [kind, number = ''] = parts;
  if (kind === 'ip' && parts.length === 2 && /^\d{1,3}$/.test(number)) {
    const protocol = Number(number);
    return protocol <= MAX_BYTE && !hasPorts(protocol) && !ECHO_TYPES.has(protocol)
      ? { protocol, service: 0 }
      : undefined;
  }
  const name = parts.find((part) => PROTOCOLS.has(part));
  const protocol = name === undefined ? undefined : PROTOCOLS.get(name);
  const numbers = parts.filter((part) => part !== name).map(Number);
  if (protocol === undefined || numbers.some((n) => !Number.isInteger(n) || n < 0))
    return undefined;
  const [first, second = 0, ...more] = numbers;
  if (more.length > 0) return undefined;
  const echo = ECHO_TYPES.get(protocol);
  if (echo !== undefined) {
    const type = first ?? echo;
    return type <= MAX_BYTE && second <= MAX_BYTE
      ? { protocol, service: type * 256 + second }
      : undefined;
  }
  const isPort = first !== undefined && first <= MAX_PORT && numbers.length === 1;
  return isPort ? { protocol, service: first } : undefined;
}
