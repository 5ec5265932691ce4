import { describe, expect, test } from 'vitest';
import type { Proposal, Suggestion } from './suggestion.ts';
import { applyChanges, type Change } from './changes.ts';

function suggestion(address: string, proposal?: Proposal): Suggestion {
  return {
    id: address,
    addresses: [address],
    subject: address,
    entries: 1,
    lines: [],
    proposals: proposal === undefined ? [] : [{ proposal, confidence: 0.93, evidence: [] }],
    spoken: proposal !== undefined,
    conflicts: [],
    fingerprint: 'f',
    state: 'pending',
  };
}

const cart: Proposal = {
  kind: 'workload',
  known: false,
  namespace: 'shop',
  labels: { app: 'cart' },
};
const accept = (address: string, proposal?: Proposal): Change => ({
  kind: 'review',
  review: {
    suggestion: suggestion(address, cart),
    state: 'accepted',
    ...(proposal === undefined ? {} : { proposal }),
  },
});
const NOTHING = { inventory: undefined, decisions: undefined };

describe('what a reviewer changes', () => {
  test('begins both files where there are none', () => {
    const result = applyChanges(NOTHING, [[accept('10.1.1.1')]]);
    expect(result).toEqual({
      ok: true,
      value: {
        inventory:
          'version: 1\nworkloads:\n  # accepted from aclift suggest (93 %)\n  - namespace: shop\n    labels: { app: cart }\n    addresses: [10.1.1.1]\n',
        decisions:
          'version: 1\nsuggestions:\n  - suggestion: 10.1.1.1\n    state: accepted\n    proposal: "new workload in namespace shop with { app: cart }"\n    evidence: f\n',
      },
    });
  });

  test('makes one entry of what one owner gets in one step', () => {
    const result = applyChanges(NOTHING, [[accept('10.1.1.1'), accept('10.1.1.2')]]);
    expect(result.ok && result.value.inventory).toContain('addresses: [10.1.1.1, 10.1.1.2]');
  });

  test('says that an owner was named by hand where nothing proposed it', () => {
    const owner: Proposal = { kind: 'external', known: false, name: 'printers' };
    const result = applyChanges(NOTHING, [[accept('10.1.1.1', owner)]]);
    expect(result.ok && result.value.inventory).toContain(
      '# named on a review of aclift suggest\n  - name: printers\n    addresses: [10.1.1.1]\n',
    );
  });

  test('leaves the inventory alone when nothing is accepted', () => {
    const review = { suggestion: suggestion('10.1.1.1'), state: 'rejected', why: 'gone' } as const;
    const result = applyChanges(NOTHING, [[{ kind: 'review', review }]]);
    expect(result).toEqual({
      ok: true,
      value: {
        inventory: undefined,
        decisions:
          'version: 1\nsuggestions:\n  - suggestion: 10.1.1.1\n    state: rejected\n    evidence: f\n    why: gone\n',
      },
    });
  });

  test('without a last step is what it was before it', () => {
    const steps: readonly (readonly Change[])[] = [
      [accept('10.1.1.1')],
      [{ kind: 'coverage', entry: { from: 'shop/cart', decision: 'grant' } }],
      [{ kind: 'condition', entry: { kind: 'time-range', assume: 'never' } }],
    ];
    const all = applyChanges(NOTHING, steps);
    const fewer = applyChanges(NOTHING, steps.slice(0, -1));
    expect(applyChanges(fewer.ok ? fewer.value : NOTHING, steps.slice(-1))).toEqual(all);
  });
});
