/** Names of other programs as an inventory and Kubernetes can spell them. */
import { isExternalName } from '../read-externals.ts';

/** Whether two lists mean different machines: `web01` and `WEB01.example.com` are one. */
export function isOther(known: string | undefined, name: string): known is string {
  if (known === undefined) return false;
  const [a, b] = [known.toLowerCase(), name.toLowerCase()];
  return a !== b && !a.startsWith(`${b}.`) && !b.startsWith(`${a}.`);
}

/** A name as the value of a label: what Kubernetes refuses becomes `-`. */
export function spellLabel(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^-A-Za-z0-9_.]+/g, '-')
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}

/** A name as the inventory wants it: what it refuses becomes `-`. Undefined: nothing would be left, or it is too long. */
export function spell(name: string): string | undefined {
  const spelled = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^-A-Za-z0-9_./ ]+/g, '-')
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return isExternalName(spelled) ? spelled : undefined;
}
