/** Objects of which nobody knows whether they apply, or what they say: no verdict may rest on their absence. */
import type { Inventory } from '@aclift/inventory';
import type { PolicyDocument } from '@aclift/policy';
import type { NotModelled, PolicyDirection, PolicyModel, RuleModel } from './policy-model.ts';
import { selectWorkloads } from './selector-match.ts';

const DIRECTIONS: readonly PolicyDirection[] = ['ingress', 'egress'];

/** Models of an object that a cluster is taken to refuse: whom it selects is whom it may select. */
export function inDoubt(
  models: readonly PolicyModel[],
  notModelled: NotModelled[],
): readonly PolicyModel[] {
  tell(models, 'an object that a cluster refuses or does not enforce', notModelled);
  return models.map((model) => ({
    ...model,
    subjects: new Set<string>(),
    perhaps: model.subjects.union(model.perhaps),
  }));
}

/** Models of one of several objects of one name. */
export function oneOfSeveral(
  models: readonly PolicyModel[],
  notModelled: NotModelled[],
  oneOf: string,
): readonly PolicyModel[] {
  tell(models, 'an object with the name of another one, of which a cluster keeps one', notModelled);
  return models.map((model) => ({ ...model, oneOf }));
}

function tell(models: readonly PolicyModel[], what: string, notModelled: NotModelled[]): void {
  const [first] = models;
  if (first === undefined) return;
  if (models.every(({ perhaps, subjects }) => subjects.size + perhaps.size === 0)) return;
  notModelled.push({ document: first.document, path: [], caveat: 'in-doubt', what });
}

/** An object that was not read: it may isolate whoever it can select, and allow or deny them anything. */
export function modelUnread(
  inventory: Inventory,
  document: PolicyDocument,
  notModelled: NotModelled[],
): readonly PolicyModel[] {
  const { kind, metadata } = document.object;
  const home = kind === 'CiliumClusterwideNetworkPolicy' ? undefined : metadata.namespace;
  if (kind === 'CiliumCIDRGroup') return [];
  const perhaps = selectWorkloads(inventory, ({ namespace }) =>
    home === undefined || namespace === home ? 'yes' : 'no',
  ).certain;
  notModelled.push({ document, path: [], caveat: 'in-doubt', what: 'an object that was not read' });
  const rule = (direction: PolicyDirection, action: RuleModel['action']): RuleModel => ({
    direction,
    action,
    peers: { kind: 'anyone' },
    services: [{}],
    caveat: 'in-doubt',
    question: `${document.source} ${document.span.start}`,
    document,
    path: [],
    implied: true,
  });
  return [
    {
      document,
      path: [],
      subjects: new Set(),
      perhaps,
      isolates: { ingress: true, egress: true },
      rules: DIRECTIONS.flatMap((direction) => [
        rule(direction, 'allow'),
        ...(kind === 'NetworkPolicy' ? [] : [rule(direction, 'deny')]),
      ]),
    },
  ];
}
