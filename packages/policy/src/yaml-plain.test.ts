import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPlainYaml } from './yaml-plain.ts';
import { composeYamlStream } from './yaml-tree.ts';

const policy = `# From edge.cfg.
# Two lines.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: db
  annotations: {}
spec:
  podSelector: {}
  ingress:
    # edge.cfg:12 permit tcp any host 10.1.1.1 eq 6379
    #
    - from:
        - ipBlock:
            cidr: 172.17.0.0/16
            except:
              - 172.17.1.0/24
        # frontend
        - podSelector:
            matchLabels:
              "on": "yes"
              k8s:io.kubernetes.pod.namespace: shop
              version: "1.10"
      ports:
        - protocol: TCP
          port: 6379
    -
      # first field of an item
      to: []
`;

test.each([
  { name: 'a policy with comments', text: policy },
  { name: 'a policy without a last line break', text: policy.trimEnd() },
  { name: 'lists in lists', text: '- - a\n  - b\n-   c: 1\n    d: off\n- 010\n' },
  { name: 'words of YAML 1.1', text: 'y: yes\nno: ~x\n1: 0x1F\nnull: 1_000\n'.replace('~x', 'x') },
])('$name is read as the library reads it', ({ text }) => {
  const plain = readPlainYaml(text);
  expect(plain).toBeDefined();
  expect({ trees: [plain], problems: [] }).toEqual(composeYamlStream(text));
});

test.each([
  { name: 'a second document', text: 'a: 1\n---\nb: 2\n' },
  { name: 'an anchor', text: 'a: &x 1\nb: *x\n' },
  { name: 'a key twice', text: 'a: 1\na: 2\n' },
  { name: 'two keys that mean one', text: 'yes: 1\n"true": 2\n' },
  { name: 'a text of several lines', text: 'a: one\n  two\n' },
  { name: 'a block text', text: 'a: |\n  one\n' },
  { name: 'a flow map', text: 'a: {b: 1}\n' },
  { name: 'a comment behind a value', text: 'a: 1 # one\n' },
  { name: 'an escape', text: 'a: "\\n"\n' },
  { name: 'a tab', text: 'a:\t1\n' },
  { name: 'carriage returns', text: 'a: 1\r\nb: 2\r\n' },
  { name: 'an empty value', text: 'a:\nb: 1\n' },
  { name: 'a byte order mark', text: '\ufeffa: 1\n' },
  { name: 'a blank line', text: 'a: 1\n\nb: 2\n' },
  { name: 'nothing', text: '' },
  { name: 'a comment alone', text: '# a\n' },
])('$name is left to the library', ({ text }) => {
  expect(readPlainYaml(text)).toBeUndefined();
});

describe('the laws of the plain part', () => {
  const word = fc.constantFrom(
    ...'a b yes 10 0x1F 1_0 -1 "q" "a: #b" [] {} ... --- - -- : a:b a: ::/0 k8s:io.x # #c ~ . .5 < << ! | a#b'.split(
      ' ',
    ),
  );
  const key = fc.constantFrom('a', 'b', '"c"', 'x:y', 'on', '10');
  const indented = (lines: readonly string[], by: string): readonly string[] =>
    lines.map((one) => by + one);
  /** Lines of a block; items and entries may carry comments. */
  const { block } = fc.letrec<{ block: readonly string[]; value: readonly string[] }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      word.map((one) => [one]),
      tie('block'),
    ),
    block: fc.oneof(
      fc
        .array(fc.tuple(key, tie('value')), { minLength: 1, maxLength: 3 })
        .map((entries) =>
          entries.flatMap(([name, value]) =>
            value.length === 1 && !/^- |: ?/.test(value[0] ?? '')
              ? [`${name}: ${value[0]}`]
              : [`${name}:`, ...indented(value, '  ')],
          ),
        ),
      fc
        .array(tie('value'), { minLength: 1, maxLength: 3 })
        .map((items) =>
          items.flatMap(([first = '', ...rest]) => [`- ${first}`, ...indented(rest, '  ')]),
        ),
    ),
  }));
  const spoiled = fc.tuple(
    block,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('', ' ', '  # c', '# c', '- ', 'z: 1', '---')), {
      maxLength: 2,
    }),
  );
  const text = fc
    .tuple(spoiled, fc.constantFrom('', '\n', '\n', '\n\n', ' \n'))
    .map(([[lines, more], end]) => {
      const all = [...lines];
      for (const [at, extra] of more) all.splice(at % (all.length + 1), 0, extra);
      return all.join('\n') + end;
    });

  test('whatever it accepts, the library reads alike, places included', () => {
    let accepted = 0;
    fc.assert(
      fc.property(text, (input) => {
        const plain = readPlainYaml(input);
        if (plain === undefined) return;
        accepted += 1;
        expect({ trees: [plain], problems: [] }).toEqual(composeYamlStream(input));
      }),
      { numRuns: 10_000 },
    );
    expect(accepted).toBeGreaterThan(200);
  });
});
