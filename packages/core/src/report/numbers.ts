/** Numbers for people. */

/** `1,234,567`; above a million million a power: `about 3.2e18`. */
export function showCount(text: string): string {
  if (text.length > 13) return `about ${text[0]}.${text[1]}e${text.length - 1}`;
  return text.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 draft`, `2 drafts`. */
export function plural(count: number, word: string, many = `${word}s`): string {
  return `${count} ${count === 1 ? word : many}`;
}
