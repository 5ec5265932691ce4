/** Where in an object something stands. */

/** Field names and list positions from the object's top. */
export type ObjectPath = readonly (string | number)[];

/** `spec.ingress[0].from`; `the object` for the empty path. */
export function showPath(path: ObjectPath): string {
  let shown = '';
  for (const step of path) {
    if (typeof step === 'number') shown += `[${step}]`;
    else if (/^[A-Za-z][A-Za-z0-9]*$/.test(step)) shown += shown === '' ? step : `.${step}`;
    else shown += `[${JSON.stringify(step)}]`;
  }
  return shown === '' ? 'the object' : shown;
}
