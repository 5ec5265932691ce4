/** Label selectors and blocks of addresses, read the obvious way. Shares nothing with the packages. */

/** Anything that came out of YAML. */
// eslint-disable-next-line typescript/no-explicit-any -- the point is to read the text without the packages' types
export type Yaml = any;

export type BruteLabels = Readonly<Record<string, string>>;

/** Whether labels satisfy a selector; a missing or empty one is satisfied by all. */
export function selectorMatches(selector: Yaml, labels: BruteLabels): boolean {
  const wanted = Object.entries((selector?.matchLabels ?? {}) as BruteLabels);
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    ((selector?.matchExpressions ?? []) as Yaml[]).every(({ key, operator, values }) => {
      const value = labels[key as string];
      switch (operator) {
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        default:
          throw new Error(`no operator ${operator as string}`);
      }
    })
  );
}

/** Whether an address lies in a block and in none of its holes. Blocks of the other family hold nothing. */
export function inBlock(
  { cidr, except }: { readonly cidr: string; readonly except?: readonly string[] },
  address: number | bigint,
): boolean {
  return inCidr(cidr, address) && !(except ?? []).some((hole) => inCidr(hole, address));
}

/** IPv4 addresses are numbers, IPv6 addresses bigints. */
export function inCidr(cidr: string, address: number | bigint): boolean {
  const [base = '', length = '0'] = cidr.split('/');
  const six = base.includes(':');
  if (six !== (typeof address === 'bigint')) return false;
  const shift = BigInt((six ? 128 : 32) - Number(length));
  return parse(base) >> shift === BigInt(address) >> shift;
}

function parse(text: string): bigint {
  if (!text.includes(':')) {
    return text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  }
  const [head = '', tail] = text.split('::');
  const words = (part: string): string[] => part.split(':').filter((word) => word !== '');
  const [front, back] = [words(head), words(tail ?? '')];
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...zeros, ...back].reduce(
    (sum, word) => (sum << 16n) + BigInt(`0x${word}`),
    0n,
  );
}
