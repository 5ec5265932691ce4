/** Remarks against the lines below them: words that say one thing above lines that do the other. */
import type { Ace, Acl, Action, Device } from '@aclift/ir';
import type { Finding } from './finding.ts';
import { lineFinding } from './line-finding.ts';

const PERMITS = /\b(permit|permits|permitted|allow|allows|allowed|accept|accepts)\b/i;
const DENIES =
  /\b(deny|denies|denied|block|blocks|blocked|drop|drops|reject|rejects|forbid|prohibit)\b/i;
/** A remark with one of these may say either. */
const UNSURE = /\b(not|no|never|except|unless|but|only|don't|other|others|rest|else)\b/i;

/** In order of the text. A remark is about the lines up to the next one. */
export function remarkFindings(device: Device): readonly Finding[] {
  return device.acls.flatMap((acl) => {
    const list = { source: device.source, family: acl.family, name: acl.name };
    return blocksOf(acl).flatMap(({ aces, span, text }) => {
      const says = actionSaid(text);
      const [first] = aces;
      if (says === undefined || first === undefined) return [];
      if (aces.some(({ action }) => action === says)) return [];
      const facts = { list: acl.name, says, does: first.action };
      const causes = [{ source: device.source, span: first.span, role: 'contradicts' as const }];
      return [lineFinding(list, span, { code: 'lint/remark-contradicts', facts }, { causes })];
    });
  });
}

interface Block {
  readonly text: string;
  readonly span: Ace['span'];
  readonly aces: readonly Ace[];
}

function blocksOf({ entries }: Acl): readonly Block[] {
  const blocks: { text: string; span: Ace['span']; aces: Ace[] }[] = [];
  for (const entry of entries) {
    if (entry.kind === 'remark') blocks.push({ text: entry.text, span: entry.span, aces: [] });
    else if (entry.kind === 'ace') blocks.at(-1)?.aces.push(entry);
  }
  return blocks;
}

function actionSaid(text: string): Action | undefined {
  if (UNSURE.test(text)) return undefined;
  const permits = PERMITS.test(text);
  return permits === DENIES.test(text) ? undefined : permits ? 'permit' : 'deny';
}
