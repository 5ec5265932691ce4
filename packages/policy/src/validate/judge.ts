/** Collects what the rules find wrong with one document, each with the place of the part it is about. */
import { policyCatalogue } from '../catalogue.ts';
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
  /** Parts that an error has been said of. */
  readonly #errors: ObjectPath[] = [];

  constructor(document: PolicyDocument) {
    const { kind, metadata } = document.object;
    const { name, namespace } = metadata;
    this.#document = document;
    this.#object = { kind, name: namespace === undefined ? name : `${namespace}/${name}` };
    this.#reporter = new Reporter(document.source);
  }

  /** @param path of the part; the span covers it, or what stands around it when it is missing. */
  add<C extends Code>(code: C, path: ObjectPath, facts: OwnFacts<C>): void {
    if (policyCatalogue[code].severity === 'error') this.#errors.push(path);
    const all = { ...this.#object, path: showPath(path), ...facts };
    this.#reporter.add(code, this.#document.locate(path), all as unknown as FactsOf<C>);
  }

  /** Whether an error was said of the part, of a part of it, or of the part that it directly belongs to. */
  hasRefused(path: ObjectPath): boolean {
    return this.#errors.some((place) => {
      const near = place.length >= Math.max(1, path.length - 1);
      const shared = Math.min(place.length, path.length);
      return near && place.slice(0, shared).every((step, at) => step === path[at]);
    });
  }

  diagnostics(): readonly PolicyDiagnostic[] {
    return this.#reporter.diagnostics();
  }
}
