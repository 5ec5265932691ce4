/** Reads `http` of a workload: which requests its ports should take. */
import { fieldsOf, listAt, mapAt, portAt, textAt } from './field-reader.ts';
import type { HttpPort, HttpRequest } from './inventory.ts';
import type { Reporter } from './reporter.ts';
import type { YamlTree } from './yaml-tree.ts';

/** Methods as the proxy compares them: words, or several of them with `|` between. */
const METHOD = /^[A-Z]+(?:\|[A-Z]+)*$/;

/** A path begins with a slash; no blanks and no control characters. */
const PATH = /^\/[!-~]*$/;

/** Of ports that are listed twice the first is kept. */
export function readHttpPorts(tree: YamlTree, at: string, reporter: Reporter): readonly HttpPort[] {
  const ports = new Map<number, HttpPort>();
  for (const [index, item] of (listAt(tree, at, reporter)?.items ?? []).entries()) {
    const port = readHttpPort(item, `${at}[${index}]`, reporter);
    if (port === undefined) continue;
    if (ports.has(port.port)) {
      reporter.add('inventory/duplicate-http-port', port.span, { port: port.port });
    } else ports.set(port.port, port);
  }
  return [...ports.values()];
}

function readHttpPort(tree: YamlTree, at: string, reporter: Reporter): HttpPort | undefined {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(map, at, { port: 'required', requests: 'required' }, reporter);
  const port = fields.port && portAt(fields.port.value, `${at}.port`, reporter);
  const list = fields.requests && listAt(fields.requests.value, `${at}.requests`, reporter);
  if (list?.items.length === 0) {
    reporter.add('inventory/missing-key', list.span, { at: `${at}.requests[0]`, key: 'path' });
  }
  const requests = (list?.items ?? []).flatMap((item, index) => {
    const request = readRequest(item, `${at}.requests[${index}]`, reporter);
    return request === undefined ? [] : [request];
  });
  return port === undefined || requests.length === 0
    ? undefined
    : { port, requests, span: map.span };
}

function readRequest(tree: YamlTree, at: string, reporter: Reporter): HttpRequest | undefined {
  const map = mapAt(tree, at, reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(map, at, { method: 'optional', path: 'optional' }, reporter);
  if (fields.method === undefined && fields.path === undefined) {
    reporter.add('inventory/missing-key', map.span, { at, key: 'path' });
    return undefined;
  }
  const read = (key: 'method' | 'path', pattern: RegExp): string | undefined => {
    const field = fields[key];
    const text = field && textAt(field.value, `${at}.${key}`, reporter);
    if (text === undefined || pattern.test(text.text)) return text?.text;
    reporter.add('inventory/bad-http-request', text.span, { key, text: text.text });
    return undefined;
  };
  const method = read('method', METHOD);
  const path = read('path', PATH);
  // Half a request would take more than the whole.
  if (fields.method !== undefined && method === undefined) return undefined;
  if (fields.path !== undefined && path === undefined) return undefined;
  return { ...(method === undefined ? {} : { method }), ...(path === undefined ? {} : { path }) };
}
