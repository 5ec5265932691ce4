/** What the stages of this reader report to. */
import { Collector } from '@aclift/diagnostics';
import type { IosDiagnostic } from './diagnostics.ts';

/** Collects the diagnostics of one source. */
export class Report extends Collector<IosDiagnostic> {}
