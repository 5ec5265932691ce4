/** What the program prints: one way to each of the two streams, so that nothing out of an input can steer a terminal. */
import { jsonText, printable, printableLines } from '@aclift/diagnostics';

/** Lines on standard output; what they hold is shown and not obeyed, but for the styles that this program uses. */
export function printLines(lines: readonly string[]): void {
  print(process.stdout, lines);
}

/** The same on standard error. */
export function warnLines(lines: readonly string[]): void {
  print(process.stderr, lines);
}

/** A value as JSON on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(jsonText(value));
}

/** A text that another program reads, byte for byte; somebody at a terminal gets it as lines. */
export function printText(text: string): void {
  process.stdout.write(process.stdout.isTTY ? printableLines(text) : text);
}

/** Bold, three colours, and their ends: the only sequences that are ours. */
const STYLES = new RegExp(String.raw`(\u001b\[(?:1|22|31|33|36|39)m)`);

function print(stream: NodeJS.WriteStream, lines: readonly string[]): void {
  const styled = stream.isTTY;
  const safe = lines.map((line) =>
    line
      .split(STYLES)
      .map((part, at) => (at % 2 === 0 ? printable(part) : styled ? part : ''))
      .join(''),
  );
  if (safe.length > 0) stream.write(`${safe.join('\n')}\n`);
}
