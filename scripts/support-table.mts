/** Writes docs/support.md from the table of support in packages/ios. `npm run docs:support`. */
import { writeFileSync } from 'node:fs';
import { renderSupportTable } from '@aclift/ios';

writeFileSync(new URL('../docs/support.md', import.meta.url), renderSupportTable());
