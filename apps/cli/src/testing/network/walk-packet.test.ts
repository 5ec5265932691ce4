import { describe, expect, test } from 'vitest';
import { iosCatalogue, parseIos } from '@aclift/ios';
import { handFlow } from './hand-case.ts';
import { HAND_CASES } from './hand-cases.ts';
import { handNetwork } from './hand-network.ts';
import { networkTexts } from './network-text.ts';
import { showWay, walker } from './walk-packet.ts';

describe.each(HAND_CASES)('$what', ({ cases }) => {
  test.each(cases)('$name', ({ name, network, flow, ways }) => {
    const found = walker(handNetwork(name, network))(handFlow(flow));
    expect(found.map(showWay).toSorted()).toEqual(ways.toSorted());
    expect(found.map((way) => way.passes)).toEqual(
      found.map((way) => !/ deny( >|$)/.test(showWay(way))),
    );
  });

  test.each(cases)('the texts are read without an error: $name', ({ name, network }) => {
    for (const source of networkTexts(handNetwork(name, network))) {
      const { device, diagnostics } = parseIos(source);
      expect(device.interfaces.length).toBeGreaterThan(0);
      const severities = diagnostics.map(({ code }) => iosCatalogue[code].severity);
      expect(severities).not.toContain('error');
    }
  });
});
