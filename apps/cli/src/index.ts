/** The program as a process: arguments in, exit code out. */
import { EXIT } from './exit-code.ts';
import { failed, main } from './main.ts';
import { watchOutput } from './watch-output.ts';

const output = watchOutput();
process.on('uncaughtException', (error) => {
  process.exitCode = failed(error);
  process.exit();
});
const code = await main(process.argv);
process.exitCode = code !== EXIT.internal && output.failed() ? EXIT.usage : code;
