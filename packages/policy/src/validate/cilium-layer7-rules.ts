/** What the agent refuses about layer 7: where it may stand, and on which ports. The rules' inside is the schema's. */
import { readCiliumPort } from '../api/cilium-port.ts';
import type { PortRule } from '../api/cilium.ts';
import type { JsonValue } from '../api/json.ts';
import type { ObjectPath } from '../path.ts';
import type { Surroundings } from './surroundings.ts';
import { isDnsText } from './cilium-peer-rules.ts';
import type { Judge } from './judge.ts';

export function judgeLayer7(
  rule: PortRule,
  path: ObjectPath,
  { section, host }: Surroundings,
  judge: Judge,
): void {
  const { rules, ports = [], serverNames, listener, terminatingTLS } = rule;
  const kinds = filledKinds(rules);
  const dns = kinds.includes('dns');
  if (rules !== undefined) {
    if (Object.keys(asMap(rules)).length !== 1) {
      judge.add('policy/one-layer7-kind', [...path, 'rules'], { kinds: Object.keys(asMap(rules)) });
    }
    if (dns && ports.length === 0) judge.add('policy/dns-rule-without-ports', path, {});
    judgeDnsRules(rules, [...path, 'rules', 'dns'], judge);
  }
  if (dns && section === 'ingress') judge.add('policy/dns-rule-on-ingress', [...path, 'rules'], {});
  if (host && kinds.length > 0 && (section === 'ingress' || kinds.includes('http'))) {
    judge.add('policy/layer7-on-host', [...path, 'rules'], {});
  }
  if (kinds.length > 0) {
    for (const [at, { port: text = '', endPort = 0, protocol = 'ANY' }] of ports.entries()) {
      const port = readCiliumPort(text);
      const number = port?.kind === 'number' ? port.number : undefined;
      const place = [...path, 'ports', at];
      if (number === 0) judge.add('policy/layer7-all-ports', place, {});
      if (!dns && protocol !== 'TCP') judge.add('policy/layer7-protocol', place, { protocol });
      if (dns && number !== undefined && endPort > number) {
        judge.add('policy/dns-rule-with-range', place, {});
      }
    }
  }
  const unterminated = kinds.length > 0 && terminatingTLS === undefined;
  if (serverNames !== undefined && (serverNames.includes('') || unterminated)) {
    judge.add('policy/server-names', [...path, 'serverNames'], {});
  }
  for (const [at, value] of (serverNames ?? []).entries()) {
    if (value === '' || isDnsText(value, true)) continue;
    judge.add('policy/bad-fqdn', [...path, 'serverNames', at], { value });
  }
  if (listener === undefined) return;
  const place = [...path, 'listener'];
  if (section === 'ingress') judge.add('policy/listener', place, { reason: 'ingress' });
  else if (kinds.length > 0) judge.add('policy/listener', place, { reason: 'layer7' });
}

/** DNS rules are written like `toFQDNs`. */
function judgeDnsRules(rules: JsonValue, path: ObjectPath, judge: Judge): void {
  const { dns } = asMap(rules);
  if (!Array.isArray(dns)) return;
  for (const [at, one] of (dns as readonly JsonValue[]).entries()) {
    const { matchName, matchPattern } = asMap(one);
    const count = [matchName, matchPattern].filter((value) => value !== undefined).length;
    if (count !== 1) judge.add('policy/one-fqdn-match', [...path, at], { count });
    for (const [field, value] of Object.entries({ matchName, matchPattern })) {
      if (typeof value !== 'string' || isDnsText(value, field === 'matchPattern')) continue;
      judge.add('policy/bad-fqdn', [...path, at, field], { value });
    }
  }
}

/** Kinds of layer 7 that list anything: an empty list restricts nothing. */
function filledKinds(rules: JsonValue | undefined): readonly string[] {
  return Object.entries(asMap(rules ?? null))
    .filter(([, list]) => Array.isArray(list) && list.length > 0)
    .map(([kind]) => kind);
}

function asMap(value: JsonValue): Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, JsonValue>>)
    : {};
}
