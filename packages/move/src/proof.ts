/**
 * What is proven of a state. The lists are those that the language's own reader makes of configuration and typed commands; the sets
 * are compared with images of what is permitted today, never with the text.
 */
import { type Diagram, NOTHING, type Ranges } from '@aclift/packet-set';
import type { FilterList } from '@aclift/verify';
import type { Both } from './choose-lines.ts';
import type { Demand } from './demand.ts';
import type { FlowText } from './diagnostic.ts';
import { answerView, type Estate } from './estate.ts';
import { flatten, ruleKey } from './flattener.ts';
import { type Ground, passingOf } from './ground.ts';
import { namedIn } from './remove-lines.ts';
import { exampleOf } from './words.ts';

/** The claims of a state. */
export type ClaimKind =
  /** Every list decides flows without a moving end as before. */
  | 'others-unchanged'
  /** What is permitted today passes with the addresses of the state, and its answers come back. */
  | 'images-pass'
  /** Nothing passes that is not like something permitted today. */
  | 'nothing-opens'
  /** Old addresses that nobody has any more are permitted by no list. */
  | 'old-closed';

/** One claim with its verdict. */
export interface Claim {
  readonly claim: ClaimKind;
  /** `except`: it holds but for what findings name. */
  readonly verdict: 'proven' | 'except' | 'fails';
  /** A flow that shows why not. Absent: proven. */
  readonly example?: FlowText;
}

/**
 * Compares a state of the lists with what it has to be.
 * @param unresolved images that findings already name.
 * @param open images of denied flows that findings name, since no list can stop them.
 */
export function proveState(
  ground: Ground,
  demand: Demand,
  now: Estate,
  unresolved: Both,
  open: Diagram,
): readonly Claim[] {
  const { attached, attachedOwn, family, neighbours, passing, routedPassing, space } = ground;
  const { answers, openings } = passingOf(ground, now.lists);
  const claim = (kind: ClaimKind, left: Diagram, named: Diagram): Claim => {
    const bad = space.subtract(left, named);
    if (left === NOTHING) return { claim: kind, verdict: 'proven' };
    const example = exampleOf(space, family, bad === NOTHING ? left : bad);
    return {
      claim: kind,
      verdict: bad === NOTHING ? 'except' : 'fails',
      ...(example === undefined ? {} : { example }),
    };
  };
  const touched = space.union(
    space.box({ source: [...demand.fresh] }),
    space.box({ destination: [...demand.fresh] }),
  );
  const gone = space.union(
    space.box({ source: [...demand.images.gone] }),
    space.box({ destination: [...demand.images.gone] }),
  );
  const changed = space.unionAll(
    [...now.raw].map(([id, list]) =>
      space.subtract(changes(ground, ground.estate.raw.get(id), list), space.union(touched, gone)),
    ),
  );
  const missing = space.subtract(demand.wanted.openings, openings.min);
  const missingBack = space.subtract(demand.wanted.answers, answers.min);
  const beyond = (kind: 'openings' | 'answers', now: Diagram): Diagram => {
    // Where an address attaches anew, the lists there decide about it from the first.
    const before = space.union(
      passing[kind].max,
      space.intersect(
        routedPassing[kind].max,
        kind === 'openings' ? attached : space.union(attached, attachedOwn),
      ),
    );
    return space.subtract(
      now,
      space.unionAll([before, demand.tolerated[kind], neighbours, demand.idle[kind]]),
    );
  };
  const opened = beyond('openings', openings.max);
  const openedBack = beyond('answers', answers.max);
  return [
    claim('others-unchanged', changed, NOTHING),
    claim(
      'images-pass',
      space.union(missing, missingBack),
      space.union(unresolved.openings, unresolved.answers),
    ),
    claim('nothing-opens', space.union(opened, openedBack), open),
    ...(demand.images.gone.length === 0
      ? []
      : [claim('old-closed', stillPermitted(ground, now, demand.images.gone), gone)]),
  ];
}

/** Flows that two lists decide differently, as openings or as answers. */
function changes({ space }: Ground, before: FilterList | undefined, after: FilterList): Diagram {
  if (before === undefined || isAlike(before, after)) return NOTHING;
  const differ = (a: FilterList, b: FilterList): Diagram => {
    const [x, y] = [flatten(space, a), flatten(space, b)];
    return space.unionAll(
      (['permittedMin', 'permittedMax'] as const).flatMap((bound) => [
        space.subtract(x[bound], y[bound]),
        space.subtract(y[bound], x[bound]),
      ]),
    );
  };
  return space.union(differ(before, after), differ(answerView(before), answerView(after)));
}

/** Whether two lists have the same rules, so that nothing has to be computed. */
function isAlike(a: FilterList, b: FilterList): boolean {
  if (a === b) return true;
  return (
    a.rules.length === b.rules.length &&
    a.rules.every((rule, at) => ruleKey(rule) === ruleKey(b.rules[at]))
  );
}

/** Openings that a line which names gone addresses permits where it stands; `any` names nobody. */
function stillPermitted({ openings, space }: Ground, now: Estate, gone: Ranges): Diagram {
  return space.unionAll(
    [...now.raw.values()].map((list) => {
      const named = list.rules.flatMap((rule) =>
        rule.action === 'permit' ? rule.match.may.flatMap((box) => namedIn(box, gone)) : [],
      );
      if (named.length === 0) return NOTHING;
      const flows = space.unionAll(named.map((box) => space.box(box)));
      const { permittedMax } = flatten(space, list);
      return space.intersect(space.intersect(permittedMax, flows), openings);
    }),
  );
}
