/** The process of its own that mutants run in: see `runMutants`. */
import { tryAll } from './run-mutants.mts';

const [, , root = '', testFolder = ''] = process.argv;
// Whatever goes wrong in vitest itself must end this process, so that the mutant is known that it went wrong with.
process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});
await tryAll(root, process.env['ACLIFT_MUTATE'] ?? '', testFolder);
process.exit(0);
