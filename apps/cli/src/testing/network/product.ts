/** The product's two bounds for flows of a network, to be judged by every way that a packet may take. */
import { networkSides } from '@aclift/core';
import { Sources } from '@aclift/diagnostics';
import { parseIos } from '@aclift/ios';
import { FlowCuts, filterListBoxes, today, topologyAddresses } from '@aclift/verify';
import { networkTexts } from './network-text.ts';
import type { Product } from './run-oracle.ts';

/** Reads the texts of a network and compares nothing: lists and ways alone. */
export const product: Product = (network) => {
  const sources = networkTexts(network);
  const devices = sources.map((source) => parseIos(source).device);
  const [{ proofInput }] = networkSides({
    devices,
    inventory: undefined,
    decisions: undefined,
    sources: new Sources(sources),
    options: { unseenTraffic: 'preserve', clientPorts: 'any', detached: [], upstream: [] },
    protocols: () => [6, 17],
  }).sides;
  const { lists, topology } = proofInput;
  const cuts = new FlowCuts('ipv4');
  for (const list of lists.values()) cuts.boxes(filterListBoxes(list));
  for (const addresses of topologyAddresses(topology)) cuts.addresses(addresses);
  const space = cuts.space();
  const { permitted } = today(space, topology, lists);
  return (flow) => ({
    min: space.evaluate(permitted.min, flow) !== 0,
    max: space.evaluate(permitted.max, flow) !== 0,
  });
};
