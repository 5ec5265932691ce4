/**
 * From any YAML or JSON text to typed policy objects: several documents, lists as `kubectl get -o yaml` prints them,
 * policies among other objects. Bad input never throws, and nothing is passed over in silence.
 */
import type { Outcome, SourceText } from '@aclift/diagnostics';
import type { PolicyKind, PolicyObject } from '../api/policy-object.ts';
import type { PolicyDiagnostic } from '../diagnostic.ts';
import type { PolicyDocument } from '../policy-document.ts';
import { policyShapes } from '../policy-shapes.ts';
import { Reporter } from '../reporter.ts';
import { MAX_ALIASED_NODES, MAX_DEPTH, readYamlStream, toJson } from '../yaml-tree.ts';
import type { YamlProblem } from '../yaml-tree.ts';
import type { YamlMap, YamlTree } from '../yaml-node.ts';
import { ShapeChecker, showKind } from './check-shape.ts';
import { decidesTraffic, isOtherPolicyKind, knownVersions } from './kinds.ts';
import { locate } from './locate.ts';
import { placeholderIn, templateIn } from './template.ts';
import { UnreadObjects } from './unread-objects.ts';

/** Longest text that is read, in UTF-16 units. */
const MAX_LENGTH = 64 * 1024 * 1024;

/** What a text holds. */
export interface ReadPolicies extends Outcome<readonly PolicyDocument[], PolicyDiagnostic> {
  /**
   * Documents in which something was not read that may be a policy: of `object` only kind and metadata are there, as far as they
   * are known. Each has a diagnostic.
   */
  readonly unread: readonly PolicyDocument[];
}

/**
 * Reads every policy object of a text.
 *
 * @returns the objects of known kinds in the order of the text. An object with a part of the wrong type, an unknown
 * value or a missing name is refused as a whole; unknown fields are reported and left out of `object`.
 */
export function readPolicies(source: SourceText): ReadPolicies {
  const reporter = new Reporter(source.name);
  const documents: PolicyDocument[] = [];
  const unread = new UnreadObjects(source);
  const { length } = source.text;
  if (length > MAX_LENGTH) {
    const nowhere = { start: 0, end: 0 };
    reporter.add('policy/too-large', nowhere, { length, limit: MAX_LENGTH });
    unread.add({ span: nowhere });
  } else {
    const { trees, problems } = readYamlStream(source.text);
    const template = templateIn(source.text);
    for (const problem of problems) {
      if (!isHarmless(problem)) unread.add({ span: problem.span });
      // What a template's braces do to YAML helps nobody.
      if (template === undefined || problem.kind !== 'syntax') report(problem, reporter);
    }
    if (template !== undefined && problems.some(({ kind }) => kind === 'syntax')) {
      const { start, end } = template;
      reporter.add('policy/template', template, { text: source.text.slice(start, end) });
    }
    const to = { source: source.name, documents, unread, reporter };
    for (const tree of trees) readTree(tree, undefined, to);
  }
  return {
    value: documents,
    diagnostics: reporter.diagnostics(),
    unread: unread.documents(),
  };
}

/** Of a key that is there twice the first value counts. */
function isHarmless({ kind }: YamlProblem): boolean {
  return kind === 'duplicate-key';
}

/** Where reading puts what it finds. */
interface ReadTo {
  readonly source: string;
  readonly documents: PolicyDocument[];
  readonly unread: UnreadObjects;
  readonly reporter: Reporter;
}

/** @param itemKind of the list that the tree stands in: such lists may leave the kind out of their items. */
function readTree(tree: YamlTree, itemKind: string | undefined, to: ReadTo): void {
  const { documents, reporter, source, unread } = to;
  if (tree.kind !== 'map') {
    reporter.add('policy/not-an-object', tree.span, { found: showKind(tree) });
    return;
  }
  const kind = textField(tree, 'kind') ?? itemKind;
  const apiVersion = textField(tree, 'apiVersion') ?? '';
  const items = tree.entries.find(({ key }) => key === 'items')?.value;
  if (kind !== undefined && kind.endsWith('List') && items !== undefined && isList(items)) {
    const inner = kind === 'List' ? undefined : kind.slice(0, -'List'.length);
    for (const item of items.kind === 'list' ? items.items : []) readTree(item, inner, to);
    return;
  }
  const versions = kind === undefined ? undefined : knownVersions(kind, apiVersion);
  const lost = {
    span: tree.span,
    ...(kind === undefined ? {} : { kind }),
    ...named(tree),
  };
  if (kind === undefined || versions === undefined) {
    const other = kind !== undefined && isOtherPolicyKind(kind, apiVersion);
    const code = other ? 'policy/unsupported-policy-kind' : 'policy/unknown-kind';
    reporter.add(code, kindSpan(tree), { kind: kind ?? '', apiVersion });
    if (kind !== undefined && decidesTraffic(kind, apiVersion)) {
      unread.add({ ...lost, kind: `${kind} (${apiVersion})` });
    }
    const onNode = hostNetwork(tree);
    if (onNode !== undefined) {
      reporter.add('policy/host-network', onNode, { kind: kind ?? '', name: nameOf(tree) });
    }
    return;
  }
  if (!versions.includes(apiVersion) && !(apiVersion === '' && itemKind !== undefined)) {
    const facts = { kind, apiVersion, known: versions };
    reporter.add('policy/unsupported-version', kindSpan(tree), facts);
    unread.add(lost);
    return;
  }
  const placeholder = placeholderIn(tree);
  if (placeholder !== undefined) {
    reporter.add('policy/template', placeholder.span, { text: placeholder.text });
    unread.add(lost);
    return;
  }
  const complete = withTypeMeta(tree, kind, versions[0] ?? '');
  const name = nameOf(tree);
  const checker = new ShapeChecker({ kind, name }, reporter);
  const checked = checker.check(complete, policyShapes[kind as PolicyKind], []);
  if (checked === undefined) {
    unread.add(lost);
    return;
  }
  documents.push({
    source,
    // The shape tables say what the types say; a test holds them together.
    object: checked as unknown as PolicyObject,
    written: toJson(complete),
    span: tree.span,
    locate: (path) => locate(tree, path),
  });
}

/** An empty list may be written as nothing. */
function isList(items: YamlTree): boolean {
  return items.kind === 'list' || (items.kind === 'scalar' && items.value === null);
}

/** Items of a typed list may leave `apiVersion` and `kind` to the list. */
function withTypeMeta(tree: YamlMap, kind: string, apiVersion: string): YamlMap {
  const added = Object.entries({ apiVersion, kind })
    .filter(([key]) => tree.entries.every((entry) => entry.key !== key))
    .map(([key, value]) => ({
      key,
      keySpan: tree.span,
      value: { kind: 'scalar', value, span: tree.span } as const,
    }));
  return added.length === 0 ? tree : { ...tree, entries: [...added, ...tree.entries] };
}

/** Where a pod, or the pods of a workload object, are put on the node's network. */
function hostNetwork(tree: YamlMap): YamlMap['span'] | undefined {
  const part = (of: YamlTree | undefined, key: string): YamlTree | undefined =>
    of?.kind === 'map' ? of.entries.find((entry) => entry.key === key)?.value : undefined;
  const spec = part(tree, 'spec');
  const template =
    part(spec, 'template') ?? part(part(part(spec, 'jobTemplate'), 'spec'), 'template');
  return [spec, part(template, 'spec')]
    .map((pod) => part(pod, 'hostNetwork'))
    .find((flag) => flag?.kind === 'scalar' && flag.value === true)?.span;
}

function textField(tree: YamlTree | undefined, field: string): string | undefined {
  if (tree?.kind !== 'map') return undefined;
  const value = tree.entries.find(({ key }) => key === field)?.value;
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

/** What is known of an object's name. */
function named(tree: YamlMap): { readonly name?: string; readonly namespace?: string } {
  const metadata = tree.entries.find(({ key }) => key === 'metadata')?.value;
  const name = textField(metadata, 'name');
  const namespace = textField(metadata, 'namespace');
  return {
    ...(name === undefined ? {} : { name }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

function nameOf(tree: YamlMap): string {
  const { name = '', namespace } = named(tree);
  return namespace === undefined || name === '' ? name : `${namespace}/${name}`;
}

function kindSpan(tree: YamlMap): YamlMap['span'] {
  return tree.entries.find(({ key }) => key === 'kind')?.value.span ?? tree.span;
}

function report(problem: YamlProblem, reporter: Reporter): void {
  switch (problem.kind) {
    case 'syntax':
      reporter.add('policy/syntax', problem.span, { reason: problem.reason });
      break;
    case 'duplicate-key':
      reporter.add('policy/duplicate-key', problem.span, { key: problem.key });
      break;
    case 'aliases':
      reporter.add('policy/too-many-aliases', problem.span, { limit: MAX_ALIASED_NODES });
      break;
    case 'depth':
      reporter.add('policy/too-deep', problem.span, { limit: MAX_DEPTH });
      break;
  }
}
