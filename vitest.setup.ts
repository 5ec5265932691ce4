/**
 * One seed for every property, so that a run of the tests finds today what it found yesterday. `FC_SEED=7` tries other
 * inputs, and `FC_SEED=random` others each time; a property that fails prints its seed.
 */
import fc from 'fast-check';

const asked = process.env['FC_SEED'] ?? '20260102';
const seed = asked === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(asked);
if (!Number.isInteger(seed)) throw new Error(`FC_SEED takes an integer or random, not ${asked}`);
fc.configureGlobal({ seed });
