/** Entries of a list as text, for comparing what is there with what should be. */
import type { Acl } from '@aclift/ir';
import type { Dialect } from './dialect.ts';

/** Every entry but remarks, in order, without numbers. */
export function listLines(acl: Acl, dialect: Dialect): readonly string[] {
  return acl.entries.flatMap((entry) => {
    switch (entry.kind) {
      case 'remark':
        return [];
      case 'ace':
        return [dialect.line(entry, acl)];
      case 'evaluate':
        return [`evaluate ${entry.name}`];
      case 'unrecognized':
        return [entry.text];
    }
  });
}
