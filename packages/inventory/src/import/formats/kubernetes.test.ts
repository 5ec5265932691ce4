import { describe, expect, test } from 'vitest';
import { importTexts, leftIn, ownersIn } from '../../../testing/run-import.ts';

interface PodParts {
  readonly labels: Readonly<Record<string, string>>;
  readonly ip?: string;
  readonly owner?: string;
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
}

const pod = (name: string, { ip, labels, owner, ports }: PodParts) => ({
  metadata: {
    name,
    namespace: 'shop',
    labels,
    ...(owner === undefined
      ? {}
      : { ownerReferences: [{ kind: owner.split('/')[0], name: owner.split('/')[1] }] }),
  },
  spec: { containers: [{ name: 'c', ports: ports ?? [] }] },
  status: { phase: 'Running', podIP: ip ?? '10.1.0.1' },
});
const service = (name: string, spec: object) => ({ metadata: { name, namespace: 'shop' }, spec });
const list = (kind: string, items: readonly object[], metadata: object = {}): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind,
    metadata: { resourceVersion: '7', ...metadata },
    items,
  });

describe('labels of one release, roll-out, job or pod', () => {
  test.each([
    'version',
    'app.kubernetes.io/version',
    'helm.sh/chart',
    'chart',
    'job-name',
    'batch.kubernetes.io/job-name',
    'controller-uid',
    'pod-template-hash',
    'controller-revision-hash',
    'statefulset.kubernetes.io/pod-name',
    'apps.kubernetes.io/pod-index',
    'rollouts-pod-template-hash',
    'service.istio.io/canonical-revision',
    'serving.knative.dev/revision',
    'security.istio.io/tlsMode',
    'tekton.dev/taskRun',
    'git-commit',
    'pipelines.kubeflow.org/run_id',
  ])('%s does not make two workloads of one', (key) => {
    const pods = ['a', 'b'].map((one, at) =>
      pod(`web-${one}`, { labels: { app: 'web', [key]: `x${one}` }, ip: `10.1.0.${at + 1}` }),
    );
    expect(ownersIn(importTexts('kubernetes', [list('PodList', pods)]))).toEqual([
      'shop app=web = 10.1.0.1, 10.1.0.2',
    ]);
  });

  test.each([
    { name: 'the name of its Job', owner: 'Job/copy-29', value: 'copy-29' },
    {
      name: 'the name of its ReplicationController',
      owner: 'ReplicationController/copy-3',
      value: 'copy-3',
    },
    { name: 'its own name', owner: 'StatefulSet/copy', value: 'copy-x' },
  ])('a label that says $name is left out, whatever its key', ({ owner, value }) => {
    const pods = [pod('copy-x', { labels: { app: 'copy', whatever: value }, owner })];
    expect(ownersIn(importTexts('kubernetes', [list('PodList', pods)]))).toEqual([
      'shop app=copy = 10.1.0.1',
    ]);
  });

  test('a pod without an owner may be called like its application', () => {
    const pods = [pod('redis', { labels: { run: 'redis' } })];
    expect(ownersIn(importTexts('kubernetes', [list('PodList', pods)]))).toEqual([
      'shop run=redis = 10.1.0.1',
    ]);
  });

  test('a job may be called like its application', () => {
    const pods = [pod('migrate-x', { labels: { app: 'migrate' }, owner: 'Job/migrate' })];
    expect(ownersIn(importTexts('kubernetes', [list('PodList', pods)]))).toEqual([
      'shop app=migrate = 10.1.0.1',
    ]);
  });

  test('the service of a roll-out belongs to its one workload', () => {
    const pods = ['1', '2'].map((one) =>
      pod(`web-${one}`, { labels: { app: 'web', version: `v${one}` }, ip: `10.1.0.${one}` }),
    );
    const services = [
      service('web', { clusterIP: '10.2.0.1', selector: { app: 'web' }, ports: [{ port: 80 }] }),
    ];
    const result = importTexts('kubernetes', [
      list('PodList', pods),
      list('ServiceList', services),
    ]);
    expect(ownersIn(result)).toEqual(['shop app=web = 10.1.0.1, 10.1.0.2, 10.2.0.1']);
  });
});

describe('a service that picks by a label of one release', () => {
  const pods = (...versions: readonly string[]): string =>
    list(
      'PodList',
      versions.map((version, at) =>
        pod(`web-${at}`, { labels: { app: 'web', version }, ip: `10.1.0.${at + 1}` }),
      ),
    );
  const services = list('ServiceList', [
    service('web', {
      clusterIP: '10.2.0.1',
      selector: { app: 'web', version: 'v1' },
      ports: [{ port: 80 }],
    }),
  ]);

  test.each([
    {
      name: 'is the one of the workload when no pod has another',
      texts: [pods('v1', 'v1')],
      left: [],
    },
    {
      name: 'is not when another release runs beside it',
      texts: [pods('v1', 'v2')],
      left: ['skipped partial-selector: Service shop/web 10.2.0.1'],
    },
    {
      name: 'is not when nothing tells which pods there are',
      texts: [],
      left: ['skipped partial-selector: Service shop/web 10.2.0.1'],
    },
  ])('$name', ({ left, texts }) => {
    const result = importTexts('kubernetes', [...texts, services]);
    expect(leftIn(result)).toEqual(left);
    expect(result.text.includes('10.2.0.1')).toBe(left.length === 0);
  });

  test('a service of one pod is none of its workload', () => {
    const members = ['0', '1'].map((at) =>
      pod(`db-${at}`, {
        labels: { app: 'db', 'statefulset.kubernetes.io/pod-name': `db-${at}` },
        ip: `10.1.0.1${at}`,
        owner: 'StatefulSet/db',
      }),
    );
    const one = service('db-0', {
      clusterIP: '10.2.0.9',
      selector: { app: 'db', 'statefulset.kubernetes.io/pod-name': 'db-0' },
      ports: [{ port: 5432 }],
    });
    const result = importTexts('kubernetes', [list('List', [...members, one])]);
    expect(leftIn(result)).toEqual(['skipped partial-selector: Service shop/db-0 10.2.0.9']);
  });
});

describe('what an object is', () => {
  const web = pod('web', { labels: { app: 'web' } });
  test.each([
    { name: 'the items of a PodList are pods', text: list('PodList', [web]) },
    { name: 'an item of a List without a kind is what only a pod has', text: list('List', [web]) },
    { name: 'an object without a kind that has an address is a pod', text: JSON.stringify(web) },
    { name: 'a list of objects without a kind holds pods', text: JSON.stringify([web]) },
    {
      name: 'a kind of its own comes first',
      text: list('List', [{ apiVersion: 'v1', kind: 'Pod', ...web }]),
    },
    {
      name: 'a list in a list is one',
      text: list('List', [JSON.parse(list('PodList', [web])) as object]),
    },
  ])('$name', ({ text }) => {
    expect(ownersIn(importTexts('kubernetes', [text]))).toEqual(['shop app=web = 10.1.0.1']);
  });

  test.each([
    {
      name: 'a ServiceList holds services',
      text: list('ServiceList', [
        service('web', { clusterIP: '10.2.0.1', selector: { app: 'x' }, ports: [{ port: 80 }] }),
      ]),
      want: 'skipped no-workload: Service shop/web 10.2.0.1',
    },
    {
      name: 'a ConfigMapList holds nothing for an inventory',
      text: list('ConfigMapList', [{ metadata: { name: 'c' } }]),
      want: 'skipped other-kind: ConfigMap c',
    },
    {
      name: 'what nothing tells is not understood',
      text: list('List', [{ metadata: { name: 'c' } }]),
      want: 'skipped unreadable: an object without a kind c',
    },
  ])('$name', ({ text, want }) => {
    const result = importTexts('kubernetes', [text]);
    expect(leftIn(result)).toEqual([want]);
    expect(result.fruitless).toEqual([{ file: 'f1' }]);
  });
});

describe('several files of one run', () => {
  const pods = list('PodList', [
    pod('web', { labels: { app: 'web' }, ports: [{ name: 'http', containerPort: 8080 }] }),
  ]);
  const services = list('ServiceList', [
    service('web', {
      clusterIP: '10.2.0.1',
      selector: { app: 'web' },
      ports: [{ port: 80, targetPort: 'http' }],
    }),
  ]);
  const nodes = list('NodeList', [{ metadata: { name: 'n1' }, status: { addresses: [] } }]);

  test.each([
    { name: 'pods first', texts: [pods, services] },
    { name: 'services first', texts: [services, pods] },
  ])('a port by name is told by the containers of another file: $name', ({ texts }) => {
    const result = importTexts('kubernetes', texts);
    expect(leftIn(result)).toEqual([]);
    expect(result.text).toContain('ports: [{ port: 80, target: 8080 }]');
  });

  test('a port by name that no file tells is not understood', () => {
    const bare = list('PodList', [pod('web', { labels: { app: 'web' } })]);
    const result = importTexts('kubernetes', [bare, services]);
    expect(leftIn(result)).toEqual(['skipped no-target-port: Service shop/web 10.2.0.1 port 80']);
  });

  test('a file of kinds without addresses is fine beside others', () => {
    expect(importTexts('kubernetes', [pods, nodes]).fruitless).toEqual([]);
    expect(importTexts('kubernetes', [nodes]).fruitless).toEqual([{ file: 'f1' }]);
  });
});

describe('pages of a list', () => {
  const item = (at: number): object =>
    pod(`p${at}`, { labels: { app: `a${at}` }, ip: `10.1.0.${at}` });
  const first = list('PodList', [item(1), item(2)], { continue: 'abc', remainingItemCount: 3 });
  const second = list('PodList', [item(3), item(4)], { continue: 'def', remainingItemCount: 1 });
  const last = list('PodList', [item(5)]);

  test.each([
    { name: 'the first alone', texts: [first], want: 1 },
    { name: 'one that is not the last', texts: [first, second], want: 2 },
    { name: 'the first and the last', texts: [first, last], want: 1 },
    { name: 'all of them', texts: [first, second, last], want: 0 },
    { name: 'all of them in another order', texts: [last, first, second], want: 0 },
    {
      name: 'a page that does not say how many follow',
      texts: [list('PodList', [item(1)], { continue: 'x' })],
      want: 1,
    },
  ])('$name', ({ texts, want }) => {
    const missing = leftIn(importTexts('kubernetes', texts));
    expect(
      missing.filter((line) => line.startsWith('skipped pages-missing: PodList')),
    ).toHaveLength(want);
    expect(missing).toHaveLength(want);
  });

  test('pages of lists of other kinds or times do not make up for it', () => {
    const other = list(
      'ServiceList',
      [1, 2, 3].map((at) => service(`s${at}`, {})),
    );
    const later = list('PodList', [item(3), item(4), item(5)], { resourceVersion: '8' });
    const missing = leftIn(importTexts('kubernetes', [first, other, later]));
    expect(missing).toContain(
      'skipped pages-missing: PodList: 3 more items are in pages that are not here',
    );
  });
});
