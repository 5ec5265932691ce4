/** Values as JSON knows them: parts of policy objects whose inside aclift does not judge. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };
