/** From the text of a decisions file to its meaning. Bad input never throws: what is wrong is said, with its place. */
import type { Outcome, SourceText } from '@aclift/diagnostics';
import type { InventoryDiagnostic } from '../diagnostic.ts';
import { choiceAt, fieldsOf, mapAt, sectionItems, type Text, textAt } from '../field-reader.ts';
import { readRoot } from '../read-root.ts';
import { Reporter } from '../reporter.ts';
import type { YamlEntry, YamlTree } from '../yaml-tree.ts';
import {
  ASSUMABLE,
  ASSUMPTIONS,
  type ConditionDecision,
  type CoverageDecision,
  COVERAGES,
  type Decisions,
  REVIEW_STATES,
  type SuggestionReview,
} from './decisions.ts';
import { readService } from './read-service.ts';

const WHOLE = 'The decisions file';

/**
 * Reads a decisions file.
 *
 * @returns entries with mistakes are left out and reported. `undefined`: nothing of the file could be used.
 * @see docs/files/decisions.md, the specification of the format.
 */
export function readDecisions(
  source: SourceText,
): Outcome<Decisions | undefined, InventoryDiagnostic> {
  const reporter = new Reporter(source);
  const fields = readRoot(
    source,
    WHOLE,
    {
      version: 'required',
      default: 'optional',
      coverage: 'optional',
      conditions: 'optional',
      suggestions: 'optional',
    },
    reporter,
  );
  const value =
    fields === undefined
      ? undefined
      : {
          source: source.name,
          ...readDefault(fields.default, reporter),
          coverage: items(fields.coverage, 'coverage', readCoverage, reporter),
          conditions: items(fields.conditions, 'conditions', readCondition, reporter),
          suggestions: items(fields.suggestions, 'suggestions', readReview, reporter),
        };
  return { value, diagnostics: reporter.diagnostics() };
}

function readDefault(field: YamlEntry | undefined, reporter: Reporter): Pick<Decisions, 'default'> {
  const choice =
    field && choiceAt(field.value, 'default', ['grant', 'withhold'] as const, reporter);
  return choice === undefined ? {} : { default: choice };
}

function items<T>(
  field: YamlEntry | undefined,
  section: string,
  read: (tree: YamlTree, at: string, reporter: Reporter) => T | undefined,
  reporter: Reporter,
): readonly T[] {
  return sectionItems(field, section, reporter)
    .map((item, index) => read(item, `${section}[${index}]`, reporter))
    .filter((item) => item !== undefined);
}

function readCoverage(
  tree: YamlTree,
  at: string,
  reporter: Reporter,
): CoverageDecision | undefined {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(
    map,
    at,
    {
      from: 'optional',
      to: 'optional',
      service: 'optional',
      ace: 'optional',
      decision: 'required',
      who: 'optional',
      why: 'optional',
    },
    reporter,
  );
  const about = [fields.from, fields.to, fields.service, fields.ace];
  const from = text(fields.from, `${at}.from`, reporter);
  const to = text(fields.to, `${at}.to`, reporter);
  const service = fields.service && readService(fields.service.value, `${at}.service`, reporter);
  const ace = text(fields.ace, `${at}.ace`, reporter);
  const decision =
    fields.decision && choiceAt(fields.decision.value, `${at}.decision`, COVERAGES, reporter);
  const reasons = readReasons(fields, at, reporter);
  if (about.every((field) => field === undefined)) {
    reporter.add('inventory/decision-about-nothing', map.span, {
      at,
      keys: ['from', 'to', 'service', 'ace'],
    });
    return undefined;
  }
  // An entry of which a part was not understood would be about more than was meant.
  const unread = about.length - [from, to, service, ace].filter((one) => one !== undefined).length;
  const absent = about.filter((field) => field === undefined).length;
  if (decision === undefined || unread > absent) return undefined;
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(service === undefined ? {} : { service }),
    ...(ace === undefined ? {} : { ace }),
    decision,
    ...reasons,
    span: map.span,
  };
}

function readCondition(
  tree: YamlTree,
  at: string,
  reporter: Reporter,
): ConditionDecision | undefined {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(
    map,
    at,
    {
      kind: 'optional',
      name: 'optional',
      ace: 'optional',
      assume: 'required',
      who: 'optional',
      why: 'optional',
    },
    reporter,
  );
  const kind = fields.kind && choiceAt(fields.kind.value, `${at}.kind`, ASSUMABLE, reporter);
  const name = text(fields.name, `${at}.name`, reporter);
  const ace = text(fields.ace, `${at}.ace`, reporter);
  const assume =
    fields.assume && choiceAt(fields.assume.value, `${at}.assume`, ASSUMPTIONS, reporter);
  const reasons = readReasons(fields, at, reporter);
  if (fields.kind === undefined && fields.ace === undefined) {
    reporter.add('inventory/decision-about-nothing', map.span, { at, keys: ['kind', 'ace'] });
    return undefined;
  }
  const unread =
    (fields.kind !== undefined && kind === undefined) ||
    (fields.name !== undefined && name === undefined) ||
    (fields.ace !== undefined && ace === undefined);
  if (assume === undefined || unread) return undefined;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(name === undefined ? {} : { name: name.text }),
    ...(ace === undefined ? {} : { ace }),
    assume,
    ...reasons,
    span: map.span,
  };
}

function readReview(tree: YamlTree, at: string, reporter: Reporter): SuggestionReview | undefined {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(
    map,
    at,
    {
      suggestion: 'required',
      state: 'required',
      proposal: 'optional',
      evidence: 'optional',
      who: 'optional',
      why: 'optional',
    },
    reporter,
  );
  const suggestion = text(fields.suggestion, `${at}.suggestion`, reporter);
  const state =
    fields.state && choiceAt(fields.state.value, `${at}.state`, REVIEW_STATES, reporter);
  const proposal = text(fields.proposal, `${at}.proposal`, reporter);
  const evidence = text(fields.evidence, `${at}.evidence`, reporter);
  const reasons = readReasons(fields, at, reporter);
  // Without its evidence an entry would count for longer than was meant.
  if (suggestion === undefined || state === undefined) return undefined;
  if (fields.evidence !== undefined && evidence === undefined) return undefined;
  return {
    suggestion: suggestion.text,
    state,
    ...(proposal === undefined ? {} : { proposal: proposal.text }),
    ...(evidence === undefined ? {} : { evidence: evidence.text }),
    ...reasons,
    span: map.span,
  };
}

function readReasons(
  fields: { readonly who?: YamlEntry; readonly why?: YamlEntry },
  at: string,
  reporter: Reporter,
): Pick<CoverageDecision, 'who' | 'why'> {
  const who = text(fields.who, `${at}.who`, reporter);
  const why = text(fields.why, `${at}.why`, reporter);
  return {
    ...(who === undefined ? {} : { who: who.text }),
    ...(why === undefined ? {} : { why: why.text }),
  };
}

function text(field: YamlEntry | undefined, at: string, reporter: Reporter): Text | undefined {
  return field && textAt(field.value, at, reporter);
}
