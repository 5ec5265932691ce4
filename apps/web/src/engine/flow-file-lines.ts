/** Files of flows that the user chose, line by line, gzip or not. */
import { flowLines, isGzip } from '@aclift/workspace';

/**
 * The lines of a file without their ends.
 * @throws BrokenOff when compressed data is cut short or damaged, or there are no lines.
 */
export async function* flowFileLines(file: File): AsyncGenerator<string> {
  const packed = isGzip(new Uint8Array(await file.slice(0, 2).arrayBuffer()));
  const stream = packed
    ? file.stream().pipeThrough(new DecompressionStream('gzip'))
    : file.stream();
  yield* flowLines(file.name, decoded(stream.getReader()), (error) =>
    packed && error instanceof TypeError
      ? 'the compressed data is cut short or damaged'
      : undefined,
  );
}

async function* decoded(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    yield decoder.decode(value, { stream: true });
  }
  yield decoder.decode();
}
