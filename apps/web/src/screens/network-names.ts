/** What nodes and links of the network are called. */
import type { FamilyNetwork, PictureNode, ViewedLink } from '@aclift/insight';
import { shown } from '../parts/shown-text.ts';

/** Title and a smaller second line, empty where there is none. */
export function nodeTexts(node: PictureNode): readonly [title: string, note: string] {
  switch (node.kind) {
    case 'device': {
      const table = node.vrf === null ? '' : `VRF ${shown(node.vrf)}`;
      return [shown(node.name), table === '' && !node.forwards ? 'does not route' : table];
    }
    case 'segment':
      return [prefixText(node.prefixes), ''];
    case 'beyond':
      return [prefixText(node.prefixes), 'beyond a next hop'];
    case 'world':
      return ['Elsewhere', 'every other address'];
    case 'folded': {
      const what = node.of === 'device' ? 'devices' : 'segments';
      return [
        `${node.members.length} ${what}`,
        node.filters === 1 ? '1 filter' : `${node.filters} filters`,
      ];
    }
  }
}

/** The name of a node in running text. */
export function nodeName(network: FamilyNetwork, id: string): string {
  const node = network.nodes.find((one) => one.id === id);
  if (node === undefined) return '';
  if (node.kind === 'world') return 'elsewhere';
  if (node.kind === 'beyond') return `beyond: ${prefixText(node.prefixes)}`;
  const [title, note] = nodeTexts(node);
  return note === '' ? title : `${title} (${note})`;
}

/** `Gi0/0.10`: the first letters and the number; the whole name is in the table. */
export function shortInterface({ interface: name }: Pick<ViewedLink, 'interface'>): string {
  if (name === null) return '?';
  const [, word = '', number = ''] = /^([A-Za-z-]+)\s*(\d.*)$/.exec(name) ?? [];
  return shown(number === '' ? name : `${word.slice(0, 2)}${number}`);
}

function prefixText(prefixes: readonly string[]): string {
  const [first = 'no prefix', ...more] = prefixes;
  return more.length === 0 ? first : `${first} +${more.length}`;
}
