// npm run demo: the main job on the campus sample, with its output in demo-out/.
import { run, runQuietly } from './run.mjs';

const campus = 'fixtures/scenarios/campus';
const migrate = [
  'migrate',
  `${campus}/campus-rtr.cfg`,
  '-i',
  `${campus}/inventory.yaml`,
  '-t',
  'networkpolicy',
  '-o',
  'demo-out',
];
const built = runQuietly('turbo', ['run', 'build', '--filter=aclift', '--output-logs=errors-only']);
if (built === 0) {
  console.log(`$ npx aclift ${migrate.join(' ')}\n`);
  process.exitCode = run('node', ['apps/cli/bin/aclift.js', ...migrate]);
} else {
  process.exitCode = built;
}
