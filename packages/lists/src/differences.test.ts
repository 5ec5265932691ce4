import { expect, test } from 'vitest';
import { deviceLists, modelLists } from './list-model.ts';
import { deviceWith, everyPacket, randomList, seeded, TriedList } from '../testing/small-lists.ts';
import { differences } from './differences.ts';

const SEED = Number(process.env['ACLIFT_SEED'] ?? 60_000);
const CASES = 2_000;

test(
  `regions of ${CASES} pairs of lists split the difference (seed ${SEED})`,
  { timeout: 60_000 },
  () => {
    const universe = everyPacket('ipv4').filter(({ later }) => !later);
    const wrong: string[] = [];
    let different = 0;
    for (let seed = SEED; seed < SEED + CASES; seed += 1) {
      const random = seeded(seed);
      const draw = () =>
        randomList(random, 'ipv4', 5).filter(({ conditions }) =>
          conditions.every(({ kind }) => kind !== 'fragments'),
        );
      const old = draw();
      // Every other list is an edited one, as most are that people compare: it has the lines of both, or those of the old.
      const other = draw();
      const young =
        seed % 2 === 0 ? other : [...old.slice(0, 2), ...other.slice(2), ...old.slice(2)];
      const [before, after] = modelLists(
        [old, young].flatMap((list) => deviceLists(deviceWith(list))),
      );
      if (before === undefined || after === undefined) throw new Error('no models');
      // Never flattened, or by what is shorter.
      const found = differences(before, after, seed % 4 < 2 ? 1 : undefined);
      if (found.length > 0) different += 1;
      const [oldBy, newBy] = [old, young].map((list) => new TriedList(list, universe).deciders());
      universe.forEach((packet, i) => {
        const { destination, port, protocol, source, sourcePort } = packet;
        const point = {
          source,
          destination,
          protocol,
          sourcePort,
          service: port,
          flags: packet.flags,
          fragment: 0,
          undetermined: 0,
          tos: 0,
          ttl: 0,
          igmp: 0,
          flowLabel: 0,
        };
        const [k, j] = [oldBy?.[i] ?? -1, newBy?.[i] ?? -1];
        const was = old.length === 0 || old[k]?.action === 'permit';
        const is = young.length === 0 || young[j]?.action === 'permit';
        const here = found.filter(({ packets }) => before.space.evaluate(packets, point) > 0);
        const right =
          was === is
            ? here.length === 0
            : here.length === 1 &&
              here[0]?.now === (is ? 'permit' : 'deny') &&
              (here[0].oldLine ?? -1) === k &&
              (here[0].newLine ?? -1) === j;
        if (!right) wrong.push(`seed ${seed}, packet ${JSON.stringify(packet)}`);
      });
    }
    expect(wrong).toEqual([]);
    expect(different).toBeGreaterThan(CASES / 2);
  },
);
