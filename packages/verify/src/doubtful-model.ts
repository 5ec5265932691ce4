/** Objects of which nobody knows whether they apply, or what they say: no verdict may rest on their absence. */
import type { Inventory, Workload } from '@aclift/inventory';
import type { CiliumRule, LabelSelector, PolicyDocument } from '@aclift/policy';
import type { NotModelled, PolicyDirection, PolicyModel, RuleModel } from './policy-model.ts';
import {
  askSelector,
  type Selected,
  type SelectorAnswer,
  selectWorkloads,
} from './selector-match.ts';

const DIRECTIONS: readonly PolicyDirection[] = ['ingress', 'egress'];

/** Models of an object that only some clusters enforce: whom it selects is whom it may select. */
export function inDoubt(
  models: readonly PolicyModel[],
  notModelled: NotModelled[],
): readonly PolicyModel[] {
  tell(models, 'an object that only some clusters enforce', notModelled);
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

/**
 * An object that a cluster refuses, or whose engine does not enforce it. Whoever mends it may make anything of its rules, for the
 * pods that it selects and in the directions that it speaks of.
 */
export function modelRefused(
  inventory: Inventory,
  document: PolicyDocument,
  notModelled: NotModelled[],
): readonly PolicyModel[] {
  const models = parts(document).map(({ directions, path, selects }) =>
    anything(document, path, selectWorkloads(inventory, selects), directions),
  );
  tell(models, 'an object that a cluster refuses or does not enforce', notModelled);
  return models;
}

interface Part {
  readonly path: PolicyModel['path'];
  readonly directions: readonly PolicyDirection[];
  readonly selects: (workload: Workload) => SelectorAnswer;
}

/** Whom the parts of an object are about, as far as they say so. */
function parts({ object }: PolicyDocument): readonly Part[] {
  const { metadata } = object;
  const at = (namespaced: boolean, selector: LabelSelector | undefined): Part['selects'] => {
    const home = namespaced ? (metadata.namespace ?? 'default') : undefined;
    return (workload) =>
      home === undefined || workload.namespace === home
        ? maybe(askSelector(bare(selector), workload.labels))
        : 'no';
  };
  if (object.kind === 'NetworkPolicy') {
    const { egress, ingress, podSelector, policyTypes = [] } = object.spec ?? {};
    const speaks = {
      ingress: policyTypes.length === 0 || policyTypes.includes('Ingress') || ingress !== undefined,
      egress: policyTypes.includes('Egress') || egress !== undefined,
    };
    const directions = DIRECTIONS.filter((direction) => speaks[direction]);
    return [{ path: ['spec'], directions, selects: at(true, podSelector) }];
  }
  if (object.kind === 'CiliumCIDRGroup') return [];
  const namespaced = object.kind === 'CiliumNetworkPolicy';
  const part = (rule: CiliumRule, path: Part['path']): readonly Part[] => {
    if (rule.endpointSelector === undefined && rule.nodeSelector !== undefined) return [];
    const directions = DIRECTIONS.filter((direction) =>
      [rule[direction], rule[`${direction}Deny`], rule.enableDefaultDeny?.[direction]].some(
        (one) => one !== undefined,
      ),
    );
    return [{ path, directions, selects: at(namespaced, rule.endpointSelector) }];
  };
  return [
    ...(object.spec === undefined ? [] : part(object.spec, ['spec'])),
    ...(object.specs ?? []).flatMap((rule, i) => part(rule, ['specs', i])),
  ];
}

/** A selector in which only plain conditions on labels of pods count: the rest may be what is wrong with it. */
function bare(selector: LabelSelector | undefined): LabelSelector {
  const { matchExpressions = [], matchLabels = {} } = selector ?? {};
  const plain = (key: string): boolean => !/[:]|^io\.(?:kubernetes|cilium)/.test(key);
  return {
    matchLabels: Object.fromEntries(
      Object.entries(matchLabels)
        .map(([key, value]) => [key.replace(/^(?:k8s|any):/, ''), value] as const)
        .filter(([key]) => plain(key)),
    ),
    matchExpressions: matchExpressions
      .map((one) => ({ ...one, key: one.key.replace(/^(?:k8s|any):/, '') }))
      .filter(({ key, operator, values = [] }) => {
        const compares = operator === 'In' || operator === 'NotIn';
        return plain(key) && compares === values.length > 0;
      }),
  };
}

function maybe(answer: SelectorAnswer): SelectorAnswer {
  return answer === 'no' ? 'no' : 'yes';
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
  notModelled.push({ document, path: [], caveat: 'in-doubt', what: 'an object that was not read' });
  const selected = selectWorkloads(inventory, ({ namespace }) =>
    home === undefined || namespace === home ? 'yes' : 'no',
  );
  return [anything(document, [], selected, DIRECTIONS)];
}

/** May isolate the selected in some directions, and allow or deny them anything there. */
function anything(
  document: PolicyDocument,
  path: PolicyModel['path'],
  { certain }: Selected,
  directions: readonly PolicyDirection[],
): PolicyModel {
  const rule = (direction: PolicyDirection, action: RuleModel['action']): RuleModel => ({
    direction,
    action,
    peers: { kind: 'anyone' },
    services: [{}],
    caveat: 'in-doubt',
    question: `${document.source} ${document.span.start} ${path.join('.')}`,
    document,
    path,
    implied: true,
  });
  const denies = document.object.kind !== 'NetworkPolicy';
  return {
    document,
    path,
    subjects: new Set(),
    perhaps: certain,
    isolates: {
      ingress: directions.includes('ingress'),
      egress: directions.includes('egress'),
    },
    rules: directions.flatMap((direction) => [
      rule(direction, 'allow'),
      ...(denies ? [rule(direction, 'deny')] : []),
    ]),
  };
}
