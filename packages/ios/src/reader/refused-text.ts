/** A text of which nothing is read, because it is no configuration of IOS. */
import type { SourceText } from '@aclift/diagnostics';
import { DeviceDraft } from '../device/device-draft.ts';
import { countLines } from '../framing/physical-lines.ts';
import { LineLedger } from '../line-account.ts';
import { Report } from '../report.ts';
import type { ReadConfig } from './config-reader.ts';

export function refusedText(
  { name, text }: SourceText,
  dialect: NonNullable<ReadConfig['dialect']>,
): ReadConfig {
  const { span, line } = dialect;
  const report = new Report(name);
  const ledger = new LineLedger(countLines(text));
  ledger.all('other-dialect');
  ledger.diagnostic(line - 1);
  report.add('ios/other-dialect', span, {
    dialect: dialect.name,
    because: text.slice(span.start, span.end),
  });
  return {
    device: new DeviceDraft().finish(name),
    diagnostics: report.sorted(),
    lines: ledger.close(),
    dialect,
  };
}
