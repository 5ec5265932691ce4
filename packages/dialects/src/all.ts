/** The one list of dialects: what is in it can be read, printed and named everywhere. */
import type { Dialect } from '@aclift/dialect-kit';
import { ios } from '@aclift/ios';

/** The first one is what a text is taken for when nothing in it says otherwise. */
export const DIALECTS: readonly [Dialect, ...Dialect[]] = [ios];
