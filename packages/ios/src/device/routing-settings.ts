/** What a process says of single interfaces: where it is passive, and where it does not run at all. */
import type { Interface } from '@aclift/ir';
import type { InterfaceNames } from './interface-names.ts';
import type { RouterDraft, RouterScope } from './router-draft.ts';

type Said = ReadonlyMap<string, boolean>;

export class RoutingSettings {
  readonly #names: InterfaceNames;
  /** What is said, by the names that interfaces have. */
  readonly #resolved = new Map<Said, Said>();

  constructor(names: InterfaceNames) {
    this.#names = names;
  }

  isPassive(router: RouterDraft, scope: RouterScope, { name }: Interface): boolean {
    const { base } = router;
    const own = this.#said(scope.passive).get(name) ?? this.#said(base.passive).get(name);
    // What is said of all interfaces goes for the families of the same table, and for all that OSPFv3 has.
    const shared = scope.vrf === base.vrf || router.protocol === 'ospfv3';
    return own ?? scope.passiveByDefault ?? (shared && base.passiveByDefault === true);
  }

  isDown(scope: RouterScope, { name }: Interface): boolean {
    return this.#said(scope.downAt).get(name) ?? scope.downByDefault ?? false;
  }

  /** Names of interfaces that a process makes passive one by one. */
  passiveNames(scope: RouterScope): readonly string[] {
    return [...this.#said(scope.passive)].filter(([, passive]) => passive).map(([name]) => name);
  }

  /** Words that may mean several interfaces switch nothing off. */
  #said(written: Said): Said {
    const known = this.#resolved.get(written);
    if (known !== undefined) return known;
    const said = new Map<string, boolean>();
    for (const [words, off] of written) {
      const names = this.#names.find(words);
      if (off && names.length > 1) continue;
      for (const name of names) said.set(name, off);
    }
    this.#resolved.set(written, said);
    return said;
  }
}
