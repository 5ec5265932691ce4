/** Writes docs/reference/support.md from the table of support in packages/ios. `npm run docs:support`. */
import { writeFileSync } from 'node:fs';
import { renderSupportTable } from '@aclift/ios';

writeFileSync(new URL('../docs/reference/support.md', import.meta.url), renderSupportTable());
