// Prints flows as CSV for trying `aclift replay`: between the addresses of the campus sample and some strangers, the same every time.
// usage: node --conditions=@aclift/source scripts/random-flows.mts [how many] | npx aclift replay - --config … -i …
const count = Number(process.argv[2] ?? '1000000');
const own = [10, 20, 30, 40].flatMap((third) =>
  Array.from({ length: 40 }, (_, host) => `10.10.${third}.${host + 1}`),
);
const strangers = ['10.50.16.7', '10.50.200.9', '203.0.113.9', '198.51.100.7', '192.0.2.80'];
const addresses = [...own, ...own, ...strangers];
const ports = [22, 25, 53, 80, 123, 443, 5432, 8080, 8443, 9090];

let state = 1;
/** A number below `limit`: minimal standard generator (Park and Miller 1988). */
function below(limit: number): number {
  state = (state * 48_271) % 2_147_483_647;
  return state % limit;
}
function pick<T>(list: readonly T[]): T {
  return list[below(list.length)] as T;
}

let block = 'source,destination,protocol,port,source_port\n';
for (let flow = 0; flow < count; flow += 1) {
  const port = below(4) === 0 ? 1 + below(65_535) : pick(ports);
  block += `${pick(addresses)},${pick(addresses)},${below(4) === 0 ? 'udp' : 'tcp'},${port},${1024 + below(64_000)}\n`;
  if (block.length > 65_536) {
    process.stdout.write(block);
    block = '';
  }
}
process.stdout.write(block);
