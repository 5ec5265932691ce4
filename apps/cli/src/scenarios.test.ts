/** Whole scenarios with their golden output: what a user sees, for every target. */
import { describe, expect, test } from 'vitest';
import type { Target } from '@aclift/core';
import { runScenario, type Scenario, scenario, scenarios } from './testing/scenario.ts';

const TARGETS: readonly Target[] = ['networkpolicy', 'cilium'];
const CASES = scenarios().flatMap((given) =>
  TARGETS.map((target) => ({ name: given.name, target, given })),
);

describe.each(CASES)('$name as $target', ({ given, target }) => {
  const { files, report } = runScenario(given, { target });
  // The page says what the other reports say; one of them is enough to see how it is written.
  const golden = files.filter(({ path }) => path !== 'report.html' || given.name === 'campus');

  test('writes the golden files and no others', async () => {
    for (const { path, text } of golden) {
      await expect(text).toMatchFileSnapshot(given.golden(`${target}/${path}`));
    }
    expect(given.goldenFiles(target)).toEqual(golden.map(({ path }) => path).toSorted());
  });

  test('is proven, and widens nothing that nobody decided', () => {
    expect(report.proof).toMatchObject({ proven: true, unexplained: '0' });
    expect(report.proof.widened !== '0' && given.decisions === undefined).toBe(false);
  });

  test('gives the same bytes again', () => {
    expect(runScenario(given, { target }).files).toEqual(files);
  });

  test('reads CRLF alike', () => {
    const crlf = runScenario(withCrlf(given), { target });
    expect(crlf.files).toEqual(files);
  });
});

function withCrlf(given: Scenario): Scenario {
  return {
    ...given,
    configs: given.configs.map(({ name, text }) => ({ name, text: text.replaceAll('\n', '\r\n') })),
  };
}

describe('deny-telnet', () => {
  test('as Cilium is a deny rule that isolates nobody', () => {
    const { files, report } = runScenario(scenario('deny-telnet'), { target: 'cilium' });
    expect(report.drafts.every(({ isolates }) => isolates.length === 0)).toBe(true);
    const draft = files.find(({ path }) => path.endsWith('terminal-acl.yaml'))?.text;
    expect(draft).toContain('ingressDeny:');
    expect(draft).toContain('port: "23"');
    expect(draft).toMatch(/enableDefaultDeny:\n {4}ingress: false\n {4}egress: false/);
    expect(report.proof).toMatchObject({ narrowed: '0', widened: '0' });
  });

  test('as NetworkPolicy is exact for TCP, UDP and SCTP, and says what cannot be said', () => {
    const { report } = runScenario(scenario('deny-telnet'));
    expect(report.proof).toMatchObject({ proven: true, narrowed: '0', widened: '0' });
    expect(report.proof.limits.join(' ')).toContain('cannot name ICMP or any other protocol');
  });
});

describe('shadowed-except', () => {
  const { report } = runScenario(scenario('shadowed-except'));
  const [first, second, third] = report.ledger.entries;

  test('line 2 never matches, because line 1 does the opposite first', () => {
    expect(second).toMatchObject({
      outcome: 'shadowed',
      because: 'line 4 takes everything it matches, and does the opposite',
    });
    expect(first?.outcome).toBe('translated');
  });

  test('line 3 lets everything through', () => {
    expect(third).toMatchObject({ outcome: 'translated', reason: 'permits-everything' });
  });
});

describe('lists that are too tangled for the memory at hand', () => {
  const { report, files } = runScenario(scenario('campus'), { nodeLimit: 50 });

  test('give no draft and no claim', () => {
    expect(report.drafts).toEqual([]);
    expect(report.proof.proven).toBe(false);
    expect(files.map(({ path }) => path)).toEqual(['report.html', 'report.json', 'report.md']);
    expect(report.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'core/too-tangled' }),
    );
  });

  test('still have every line in the ledger', () => {
    expect(report.ledger.total).toBe(69);
    expect(report.ledger.entries).toContainEqual(
      expect.objectContaining({ outcome: 'needs-decision', reason: 'too-tangled' }),
    );
  });
});
