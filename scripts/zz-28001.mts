import { product } from '/work/main/apps/cli/src/testing/network/product.ts';
import { runOracle } from '/work/main/apps/cli/src/testing/network/run-oracle.ts';
const [from, to] = process.argv.slice(2).map(Number);
let seed=from!; let bad:any[]=[]; let flows=0;
while(seed<=to!){ const r:any=runOracle({count:to!-seed+1,seed,flows:50,product}); flows+=r.flows; if(!r.violation) break; bad.push(r.violation.seed??seed+r.networks-1); seed=bad.at(-1)+1; }
console.log('flows',flows,'bad',bad.length,bad.join(' '));
