/**
 * What a plain YAML word means to Kubernetes. Its reader follows YAML 1.1, where `yes`, `on` and `0755` are no texts;
 * reading them as YAML 1.2 does would accept files that a cluster refuses.
 */

const TRUE: ReadonlySet<string> = new Set('y Y yes Yes YES true True TRUE on On ON'.split(' '));
const FALSE: ReadonlySet<string> = new Set('n N no No NO false False FALSE off Off OFF'.split(' '));
const NULL: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);
const INTEGER = /^[-+]?(?:0|[1-9][0-9]*|0o?[0-7]+|0[xX][0-9a-fA-F]+|0[bB][01]+)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const SPECIAL_FLOAT = /^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/;

/** @param plain a scalar without quotes or tag. */
export function resolvePlain(plain: string): string | number | boolean | null {
  if (NULL.has(plain)) return null;
  if (TRUE.has(plain)) return true;
  if (FALSE.has(plain)) return false;
  // The first character decides what a word may be.
  if (!/^[-+.0-9]/.test(plain)) return plain;
  const digits = plain.startsWith('.') ? plain : plain.replaceAll('_', '');
  if (INTEGER.test(digits)) return integerOf(digits);
  if (FLOAT.test(digits)) return Number(digits);
  if (SPECIAL_FLOAT.test(plain)) return Number.NaN;
  return plain;
}

/** `010` is eight. */
function integerOf(digits: string): number {
  const sign = digits.startsWith('-') ? -1 : 1;
  const bare = digits.replace(/^[-+]/, '');
  const octal = /^0[0-7]+$/.test(bare) ? `0o${bare.slice(1)}` : bare;
  return sign * Number(octal);
}

/** Words that some YAML reader takes for a date or an odd number. Only the writer asks: it quotes them. */
export function isAmbiguous(plain: string): boolean {
  return (
    /^[-+]?[0-9_]*\.?[0-9_]*(?:[eE][-+]?[0-9]+)?$/.test(plain) ||
    /^\d{4}-\d\d?-\d\d?/.test(plain) ||
    /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(plain) ||
    plain === '=' ||
    plain === '<<'
  );
}
