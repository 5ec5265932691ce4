/** One policy object together with the text it was read from. */
import type { Span } from '@aclift/diagnostics';
import type { JsonValue } from './api/json.ts';
import type { PolicyObject } from './api/policy-object.ts';
import type { ObjectPath } from './path.ts';

export interface PolicyDocument<O extends PolicyObject = PolicyObject> {
  /** Name of the source text. */
  readonly source: string;
  readonly object: O;
  /** The same as it was written: unknown fields and nulls included. What published schemas judge. */
  readonly written: JsonValue;
  /** The whole object. */
  readonly span: Span;
  /**
   * Why nobody may rely on the object, or on its absence. `perhaps`: it says what it says, and some clusters enforce it.
   * `refused`: a cluster refuses it, or its engine does not enforce it, so nobody knows what will be in its place. `unread`: it
   * was not read; `object` has its kind and what is known of its name, and nothing else. Absent: it is in force.
   */
  readonly doubt?: 'perhaps' | 'refused' | 'unread';
  /** Where a part stands. A part that is not in the text gives the place of the nearest part around it. */
  readonly locate: (path: ObjectPath) => Span;
}
