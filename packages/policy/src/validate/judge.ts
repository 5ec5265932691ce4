/** Collects what the rules find wrong with one document, each with the place of the part it is about. */
import type { FactsOf, PolicyDiagnostic } from '../diagnostic.ts';
import type { ObjectFacts } from '../facts.ts';
import { showPath } from '../path.ts';
import type { ObjectPath } from '../path.ts';
import type { PolicyDocument } from '../policy-document.ts';
import { Reporter } from '../reporter.ts';
import type { ValidateDiagnostic } from './validate-diagnostic.ts';

type Code = ValidateDiagnostic['code'];
/** What a rule has to say beyond the object and the path. */
type OwnFacts<C extends Code> = Omit<FactsOf<C>, 'kind' | 'name' | 'path'>;

export class Judge {
  readonly #document: PolicyDocument;
  readonly #object: ObjectFacts;
  readonly #reporter: Reporter;
  readonly #places: ObjectPath[] = [];

  constructor(document: PolicyDocument) {
    const { kind, metadata } = document.object;
    const { name, namespace } = metadata;
    this.#document = document;
    this.#object = { kind, name: namespace === undefined ? name : `${namespace}/${name}` };
    this.#reporter = new Reporter(document.source);
  }

  /** @param path of the part; the span covers it, or what stands around it when it is missing. */
  add<C extends Code>(code: C, path: ObjectPath, facts: OwnFacts<C>): void {
    this.#places.push(path);
    const all = { ...this.#object, path: showPath(path), ...facts };
    this.#reporter.add(code, this.#document.locate(path), all as unknown as FactsOf<C>);
  }

  /** Whether something was said about the part, about a part of it, or about the part that it belongs to. */
  hasSpokenOf(path: ObjectPath): boolean {
    return this.#places.some((place) => {
      const shared = Math.min(place.length, path.length);
      return place.slice(0, shared).every((step, at) => step === path[at]);
    });
  }

  diagnostics(): readonly PolicyDiagnostic[] {
    return this.#reporter.diagnostics();
  }
}
