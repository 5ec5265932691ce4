/**
 * Holds a YAML tree against a shape. What does not fit is reported where it stands, never passed over: an object with
 * a part of the wrong type is refused as a whole, because nobody knows what it would mean.
 */
import { didYouMean } from '@aclift/diagnostics';
import type { ObjectPath } from '../path.ts';
import { showPath } from '../path.ts';
import type { Reporter } from '../reporter.ts';
import type { ObjectShape, Shape } from '../shape.ts';
import { toJson } from '../yaml-tree.ts';
import type { YamlMap, YamlTree } from '../yaml-node.ts';
import type { JsonValue } from '../api/json.ts';
import type { ObjectFacts } from '../facts.ts';

/** The value without nulls and unknown fields; undefined when something in it was refused. */
export class ShapeChecker {
  readonly #object: ObjectFacts;
  readonly #reporter: Reporter;
  /** Decoded as a type of the API server, where null is the zero value. */
  readonly #native: boolean;

  constructor(object: ObjectFacts, reporter: Reporter) {
    this.#object = object;
    this.#native = object.kind === 'NetworkPolicy';
    this.#reporter = reporter;
  }

  check(tree: YamlTree, shape: Shape, path: ObjectPath): JsonValue | undefined {
    switch (shape.kind) {
      case 'text':
        return this.#text(tree, shape.choices, path);
      case 'integer':
        if (isInteger(tree)) return tree.value;
        return this.#wrong(tree, 'a whole number', path);
      case 'boolean':
        if (tree.kind === 'scalar' && typeof tree.value === 'boolean') return tree.value;
        return this.#wrong(tree, 'true or false', path);
      case 'integer-or-text':
        if (isInteger(tree)) return tree.value;
        if (tree.kind === 'scalar' && typeof tree.value === 'string') return tree.value;
        return this.#wrong(tree, 'a whole number or text', path);
      case 'text-map':
        return this.#textMap(tree, path);
      case 'list':
        return this.#list(tree, shape.item, path);
      case 'object':
        if (tree.kind === 'map') return this.#fields(tree, shape, path);
        return this.#wrong(tree, 'a map', path);
      case 'opaque':
        return toJson(tree);
    }
  }

  #text(
    tree: YamlTree,
    choices: readonly string[] | undefined,
    path: ObjectPath,
  ): JsonValue | undefined {
    if (tree.kind !== 'scalar' || typeof tree.value !== 'string') {
      return this.#wrong(tree, 'text', path);
    }
    if (choices === undefined || choices.includes(tree.value)) return tree.value;
    const nearest = didYouMean(tree.value, choices);
    this.#reporter.add('policy/unknown-value', tree.span, {
      ...this.#object,
      path: showPath(path),
      value: tree.value,
      choices,
      ...(nearest === undefined ? {} : { nearest }),
    });
    return undefined;
  }

  #textMap(tree: YamlTree, path: ObjectPath): JsonValue | undefined {
    if (tree.kind !== 'map') return this.#wrong(tree, 'a map', path);
    const entries: [string, JsonValue][] = [];
    for (const { key, value } of tree.entries) {
      const empty = isNull(value) && (this.#native || path[0] === 'metadata');
      const checked = empty ? '' : this.#text(value, undefined, [...path, key]);
      if (checked !== undefined) entries.push([key, checked]);
    }
    return entries.length === tree.entries.length ? Object.fromEntries(entries) : undefined;
  }

  #list(tree: YamlTree, item: Shape, path: ObjectPath): JsonValue | undefined {
    if (tree.kind !== 'list') return this.#wrong(tree, 'a list', path);
    const items: JsonValue[] = [];
    for (const [at, one] of tree.items.entries()) {
      const value = this.#item(one, item, [...path, at]);
      if (value !== undefined) items.push(value);
    }
    return items.length === tree.items.length ? items : undefined;
  }

  /**
   * A dash with nothing behind it: in a built-in kind the API server takes it for the empty object, and so "anything"; a custom
   * resource definition refuses it.
   */
  #item(tree: YamlTree, shape: Shape, path: ObjectPath): JsonValue | undefined {
    if (shape.kind !== 'object' || !isNull(tree) || !this.#native) {
      return this.check(tree, shape, path);
    }
    this.#reporter.add('policy/null-item', tree.span, { ...this.#object, path: showPath(path) });
    return {};
  }

  #fields(map: YamlMap, shape: ObjectShape, path: ObjectPath): JsonValue | undefined {
    const entries: [string, JsonValue][] = [];
    let whole = true;
    for (const { key, keySpan, value } of map.entries) {
      const at = [...path, key];
      const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
      if (field === undefined) {
        const nearest = didYouMean(key, Object.keys(shape.fields));
        this.#reporter.add('policy/unknown-field', keySpan, {
          ...this.#object,
          path: showPath(at),
          ...(nearest === undefined ? {} : { nearest }),
        });
        continue;
      }
      // Null is the absence of a field, to the API server and to custom resource definitions alike.
      if (isNull(value)) continue;
      const checked = this.check(value, field, at);
      if (checked === undefined) whole = false;
      else entries.push([key, checked]);
    }
    for (const field of shape.required) {
      const present = map.entries.some(({ key, value }) => key === field && !isNull(value));
      if (present) continue;
      whole = false;
      this.#reporter.add('policy/missing-field', map.span, {
        ...this.#object,
        path: showPath(path),
        field,
      });
    }
    return whole ? Object.fromEntries(entries) : undefined;
  }

  #wrong(tree: YamlTree, expected: string, path: ObjectPath): undefined {
    const scalar = tree.kind === 'scalar' && tree.value !== null;
    this.#reporter.add('policy/wrong-type', tree.span, {
      ...this.#object,
      path: showPath(path),
      expected,
      found: showKind(tree),
      quote: scalar && expected === 'text',
    });
    return undefined;
  }
}

/** What a node is, for messages. */
export function showKind(tree: YamlTree): string {
  if (tree.kind !== 'scalar') return `a ${tree.kind}`;
  if (tree.value === null) return 'empty';
  if (typeof tree.value === 'boolean') return 'true or false';
  return typeof tree.value === 'string' ? 'text' : 'a number';
}

function isNull(tree: YamlTree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

function isInteger(tree: YamlTree): tree is YamlTree & { readonly value: number } {
  return tree.kind === 'scalar' && typeof tree.value === 'number' && Number.isInteger(tree.value);
}
