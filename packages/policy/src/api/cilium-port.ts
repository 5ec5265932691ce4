/** How Cilium's agent reads the text of a port: numbers by their base prefix, names as IANA service names. */

export type CiliumPort =
  /** 0 means every port. `plain` is false for spellings such as `010`, which is 8. */
  | { readonly kind: 'number'; readonly number: number; readonly plain: boolean }
  | { readonly kind: 'name'; readonly name: string };

/** @returns undefined when the agent refuses the text. */
export function readCiliumPort(text: string): CiliumPort | undefined {
  if (isServiceName(text)) return { kind: 'name', name: text.toLowerCase() };
  if (!/^[0-9]{1,20}$/.test(text)) return undefined;
  const plain = /^(?:0|[1-9][0-9]*)$/.test(text);
  if (!plain && !/^[0-7]+$/.test(text)) return undefined;
  const number = plain ? Number(text) : Number(`0o${text}`);
  return number <= 65535 ? { kind: 'number', number, plain } : undefined;
}

/** At most 15 letters, digits and single inner hyphens, at least one letter. */
function isServiceName(text: string): boolean {
  return (
    text.length <= 15 && /[a-zA-Z]/.test(text) && /^[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*$/.test(text)
  );
}
