/** A count of flows as text, with digits grouped; above a million million a power: `4.3 × 10²¹`. */
export function flowCount(text: string): string {
  return text.length > 13
    ? `${text[0]}.${text[1]} × 10${superscript(text.length - 1)}`
    : text.replace(/\B(?=(\d{3})+$)/g, ',');
}

function superscript(n: number): string {
  return String(n)
    .split('')
    .map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])
    .join('');
}
