/** A text of which nothing is read, because it is no configuration of IOS. */
import type { SourceText } from '@aclift/diagnostics';
import { DeviceDraft } from '../device/device-draft.ts';
import { countLines, LineLedger, type Refusal } from '@aclift/dialect-kit';
import { Report } from '../report.ts';
import type { ReadConfig } from './read-config.ts';

/** The account of such a text: one diagnostic, on the line that gives it away. */
export function refusedText({ name, text }: SourceText, refusal: Refusal): ReadConfig {
  const { span, line } = refusal;
  const report = new Report(name);
  const ledger = new LineLedger(countLines(text));
  ledger.all('other-dialect');
  ledger.diagnostic(line - 1);
  if (refusal.kind === 'none') {
    report.add('ios/not-a-configuration', span, { content: refusal.name });
  } else {
    const because = text.slice(span.start, span.end);
    report.add('ios/other-dialect', span, { dialect: refusal.name, because });
  }
  return {
    device: new DeviceDraft().finish(name, report),
    diagnostics: report.sorted(),
    lines: ledger.close(),
    refusal,
  };
}
