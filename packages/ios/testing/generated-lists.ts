/** Access lists of any size, alike from run to run: for figures, not for meaning. */

/** Numbers below a bound, by a linear congruential generator. */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % bound;
  };
}

/** @param entries how many; they are spread over lists of up to 5,000. */
export function generatedLists(entries: number): string {
  const random = numbers(1);
  const address = (): string => {
    if (random(4) === 0) return 'any';
    const [a, b, c] = [random(256), random(256), random(256)];
    return random(2) === 0 ? `host 10.${a}.${b}.${c}` : `10.${a}.${b}.0 0.0.0.255`;
  };
  const lines: string[] = [];
  for (let at = 0; at < entries; at += 1) {
    const list = 100 + (Math.floor(at / 5000) % 100);
    const action = random(4) === 0 ? 'deny' : 'permit';
    const protocol = random(2) === 0 ? 'tcp' : 'udp';
    const ports = random(2) === 0 ? `eq ${random(60_000)}` : `range 1000 ${1000 + random(60_000)}`;
    const log = random(4) === 0 ? ' log' : '';
    lines.push(
      `access-list ${list} ${action} ${protocol} ${address()} ${address()} ${ports}${log}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
