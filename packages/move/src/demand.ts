/** What a state asks of the wire: which images have to pass, what may pass, and what must not. */
import {
  type Diagram,
  intersectRanges,
  NOTHING,
  normalizeRanges,
  type Ranges,
} from '@aclift/packet-set';
import { type FlowBox, icmpProtocol, icmpService, TCP } from '@aclift/verify';
import type { Both } from './choose-lines.ts';
import type { Ground } from './ground.ts';
import { type ImagePart, Images, type Phase } from './images.ts';
import { ERRORS, mirror, mirrorBox } from './mirror.ts';

/** Demands of one state. */
export interface Demand {
  readonly images: Images;
  /** Images of what has to go on working, with why. */
  readonly parts: readonly ImagePart[];
  readonly wanted: Both;
  /** Everything that may pass because something like it passes today. */
  readonly tolerated: Both;
  /** Openings with own addresses of workloads that are images of denied ones alone; by the end that is new. */
  readonly denied: { readonly toDoors: Diagram; readonly fromExits: Diagram };
  /** Addresses that are new in this state. */
  readonly fresh: Ranges;
  /** Addresses whose answers to openings may be cut: own ones. */
  readonly own: Diagram;
  /**
   * Packets with an address that stays and has ports from now on, but not with these ports: nothing listens or sends there.
   */
  readonly idle: Both;
  /** Sets of new addresses that belong together. */
  readonly whole: readonly Ranges[];
}

/** Works out the demands of a state. */
export function demandOf(
  ground: Ground,
  phaseOf: (id: string) => Phase,
  unmoved: 'strict' | 'pass',
): Demand {
  const { answered, family, movers, nodes, passing, space, wanted } = ground;
  const images = new Images(space, movers, phaseOf, nodes);
  const tolerant = new Images(
    space,
    movers,
    (id) => (phaseOf(id) === 'old' ? 'old' : 'both'),
    nodes,
  );
  const parts = images.parts(wanted);
  const openings = space.unionAll(parts.map(({ flows }) => flows));
  const back = mirror(space, family, images.of(answered), 'answer');
  const tcp = space.box({ protocol: [{ from: TCP, to: TCP }] });
  const onward = images.of(space.intersect(space.intersect(wanted, passing.answers.min), tcp));
  const errors = errorImages(ground, images);

  const passes = passing.openings.max;
  const like = tolerant.of(passes);
  const likeErrors = errorsOf(ground, passes, tolerant);
  const likeBack = mirror(space, family, tolerant.of(answeredOpenings(ground)), 'answer');
  // What no state of TCP tells from openings are openings too.
  const plainBack = space.subtract(likeBack, tcp);
  const tolerated = {
    openings: space.unionAll([like, plainBack, likeErrors]),
    answers: space.unionAll([
      tolerant.of(passing.answers.max),
      likeBack,
      likeErrors,
      // They open nothing, and nobody else has these addresses.
      space.intersect(ownAnswers(ground, phaseOf), tcp),
    ]),
  };
  const denied =
    unmoved === 'pass'
      ? { toDoors: NOTHING, fromExits: NOTHING }
      : deniedImages(ground, images, phaseOf, tolerated.openings);
  return {
    images,
    parts,
    wanted: {
      openings: space.union(openings, errors),
      answers: space.unionAll([back, onward, errors]),
    },
    tolerated,
    denied,
    fresh: images.fresh,
    own: ownFlows(ground, phaseOf),
    idle: idleFlows(ground, phaseOf),
    whole: images.whole,
  };
}

/** What the answers of today answer, as far as workloads are concerned: the same in every state. */
function answeredOpenings(ground: Ground): Diagram {
  const { family, passing, space } = ground;
  const made =
    openingsOf.get(ground) ??
    mirror(space, family, concerned(ground, passing.answers.max), 'opening');
  openingsOf.set(ground, made);
  return made;
}

const openingsOf = new WeakMap<Ground, Diagram>();

/** Packets from or to workloads. */
function concerned({ movers, space }: Ground, flows: Diagram): Diagram {
  const owned = normalizeRanges(movers.flatMap((mover) => mover.owned));
  return space.intersect(
    flows,
    space.union(space.box({ source: owned }), space.box({ destination: owned })),
  );
}

/** ICMP errors for whoever sends with a new address, as far as a list passes them for the old one. */
function errorImages(ground: Ground, images: Images): Diagram {
  const { passing, seen, space } = ground;
  return errorsOf(ground, space.intersect(passing.openings.min, seen), images);
}

function errorsOf({ family, movers, space }: Ground, flows: Diagram, images: Images): Diagram {
  const icmp = icmpProtocol(family);
  const types = space.box({
    protocol: [{ from: icmp, to: icmp }],
    service: normalizeRanges(ERRORS[family].map((type) => icmpService(type))),
  });
  const errors = space.intersect(flows, types);
  return space.unionAll(
    movers.map(({ doors = [], exits, old }) => {
      const addresses = intersectRanges(
        normalizeRanges([
          ...doors.flatMap(({ address }) => address),
          ...exits.flatMap((way) => way.addresses),
        ]),
        images.fresh,
      );
      if (old.length === 0 || addresses.length === 0) return NOTHING;
      const here = space.intersect(errors, space.box({ destination: old }));
      const anywhere = space.exists(
        space.subtract(here, space.box({ source: images.gone })),
        'destination',
      );
      return space.intersect(anywhere, space.box({ destination: addresses }));
    }),
  );
}

function ownBoxes(
  { movers }: Ground,
  phaseOf: (id: string) => Phase,
): { readonly doors: readonly FlowBox[]; readonly exits: readonly FlowBox[] } {
  const moving = movers.filter(({ id }) => phaseOf(id) !== 'old');
  return {
    doors: moving.flatMap((mover) =>
      mover.owned.length === 0
        ? []
        : (mover.doors ?? [])
            .filter(({ own }) => own)
            .flatMap(({ address, ports }): readonly FlowBox[] =>
              ports === undefined
                ? [{ destination: address }]
                : ports.map(({ port, protocol }) => ({
                    destination: address,
                    protocol: [{ from: protocol, to: protocol }],
                    service: [{ from: port, to: port }],
                  })),
            ),
    ),
    exits: moving.flatMap((mover) =>
      mover.old.length === 0
        ? []
        : mover.exits
            .filter(({ own }) => own)
            .map(({ addresses, to }) => ({ source: addresses, destination: to })),
    ),
  };
}

/** Packets with an own address of a workload at an end, whatever their direction. */
function ownFlows(ground: Ground, phaseOf: (id: string) => Phase): Diagram {
  const { space } = ground;
  const { doors, exits } = ownBoxes(ground, phaseOf);
  return space.unionAll([...doors, ...exits].map((box) => space.box(box)));
}

function idleFlows({ family, movers, space }: Ground, phaseOf: (id: string) => Phase): Both {
  const doors = movers
    .filter(({ id }) => phaseOf(id) !== 'old')
    .flatMap(({ doors: all = [], owned }) =>
      all.filter(
        ({ address, ports }) => ports !== undefined && intersectRanges(address, owned).length > 0,
      ),
    );
  const used = doors.flatMap(({ address, ports = [] }) =>
    ports.flatMap(({ port, protocol }) => {
      const box: FlowBox = {
        destination: address,
        protocol: [{ from: protocol, to: protocol }],
        service: [{ from: port, to: port }],
      };
      return [box];
    }),
  );
  const set = (boxes: readonly FlowBox[]): Diagram =>
    space.unionAll(boxes.map((box) => space.box(box)));
  const answers = used.flatMap((box) => mirrorBox(family, box, 'answer'));
  const all = doors.flatMap(({ address }) => [{ source: address }, { destination: address }]);
  return {
    openings: space.subtract(set(all), set(used)),
    answers: space.subtract(set(all), set([...used, ...answers])),
  };
}

/** Packets as answers of own doors, and as answers to own exits. */
function ownAnswers(ground: Ground, phaseOf: (id: string) => Phase): Diagram {
  const { family, space } = ground;
  const { doors, exits } = ownBoxes(ground, phaseOf);
  return space.unionAll(
    [...doors, ...exits.map(({ source = [] }) => ({ source }))]
      .flatMap((box) => mirrorBox(family, box, 'answer'))
      .map((box) => space.box(box)),
  );
}

function deniedImages(
  ground: Ground,
  images: Images,
  phaseOf: (id: string) => Phase,
  tolerated: Diagram,
): Demand['denied'] {
  const { nodes, openings, space } = ground;
  const { doors, exits } = ownBoxes(ground, phaseOf);
  // What nodes and pods do by themselves is nobody's image.
  const inside = normalizeRanges([...images.fresh, ...nodes]);
  const of = (boxes: readonly FlowBox[], end: 'source' | 'destination'): Diagram => {
    const all = space.unionAll(boxes.map((box) => space.box(box)));
    const outside = space.subtract(all, space.box({ [end]: inside }));
    return space.subtract(space.intersect(outside, openings), tolerated);
  };
  return { toDoors: of(doors, 'source'), fromExits: of(exits, 'destination') };
}
