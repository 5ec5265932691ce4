/** What one end of a flow does with it, as a phrase. */
import type { SideVerdict } from '@aclift/insight';
import { printable } from '@aclift/diagnostics';

export function sideText(side: SideVerdict): string {
  switch (side.verdict) {
    case 'not-isolated':
      return 'not isolated';
    case 'itself':
      return 'a pod talks to itself, which no policy stops';
    case 'allowed':
      return `allowed by ${placeText(side.rule)}`;
    case 'allowed-in-part':
      return `allowed in part by ${placeText(side.rule)}`;
    case 'denied':
      return `denied by ${placeText(side.rule)}`;
    case 'undecided':
      return `only the cluster knows whether ${placeText(side.rule)} matches`;
    case 'undecided-protocol':
      return 'left to the engine: policies do not say what becomes of this protocol';
    case 'isolated':
      return `isolated by ${side.by.map(placeText).join(', ')}; no rule allows it`;
  }
}

type Place = Extract<SideVerdict, { verdict: 'isolated' }>['by'][number];

function placeText({ file, line, object, path }: Place): string {
  return printable(`${file}:${line} (${object}${path === '' ? '' : `, ${path}`})`);
}
