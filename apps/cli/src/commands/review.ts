/** `aclift review`: the web app on the files of a project, on loopback. */
import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { InputError, reasonOf } from '../input.ts';
import { printLines } from '../print.ts';
import { pageFiles } from '../review/page-files.ts';
import { openFolder } from '../review/project-folder.ts';
import { reviewServer } from '../review/server.ts';

interface Flags {
  readonly port: number;
}

const EXAMPLES = `
Examples:
  aclift review
      Opens this folder: what aclift.yaml names, or the configurations and YAML files in it.
  aclift review migration/ --port 8400
      Another folder, on a port that can be forwarded. Stop it with Ctrl+C.

Exit codes: 0 stopped   2 there is nothing to review, or the port is taken
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function reviewCommand(exit: (code: ExitCode) => void): Command {
  return new Command('review')
    .summary('review a migration in the browser, and write decisions back')
    .description(
      'Serves the web app on 127.0.0.1 with the files of a project. The page computes everything; it may write the\n' +
        'inventory, the decisions and drafts/ of this project, and nothing else. The address works once.',
    )
    .argument('[folder]', 'folder of the project', '.')
    .option('--port <number>', 'port to listen on; default: a free one', portOf, 0)
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, { port }: Flags) => {
      exit(await runReview(folder, port));
    });
}

async function runReview(name: string, wanted: number): Promise<ExitCode> {
  const folder = await openFolder(name);
  const page = await pageFiles();
  let port = wanted;
  const { app, token } = reviewServer(folder, page, () => port);
  return await new Promise<ExitCode>((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, hostname: '127.0.0.1', port: wanted },
      (info: AddressInfo) => {
        ({ port } = info);
        const files = folder.paths.join(', ');
        printLines([
          files,
          '',
          `Open http://127.0.0.1:${port}/?token=${token}`,
          'in a browser on this machine. The address works once. Ctrl+C stops.',
        ]);
      },
    );
    server.on('error', (error) => {
      reject(new InputError(`cannot listen on 127.0.0.1:${wanted}: ${reasonOf(error)}`));
    });
    const stop = (): void => {
      server.close(() => resolve(EXIT.done));
      if ('closeAllConnections' in server) server.closeAllConnections();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new InputError(`--port takes a number from 1 to 65535, not ${text}`);
  }
  return port;
}
