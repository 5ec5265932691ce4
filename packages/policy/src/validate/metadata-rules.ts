/** Rules for names, labels and annotations of every object. */
import type { ObjectMeta } from '../api/meta.ts';
import { isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue } from '../label.ts';
import type { PolicyDocument } from '../policy-document.ts';
import type { Judge } from './judge.ts';

/** All annotations of an object together, keys and values in bytes. */
const MOST_ANNOTATION_BYTES = 256 * 1024;

export function judgeMetadata(document: PolicyDocument, judge: Judge): void {
  const { kind, metadata } = document.object;
  const namespaced = kind === 'NetworkPolicy' || kind === 'CiliumNetworkPolicy';
  if (namespaced && metadata.namespace === undefined) {
    judge.add('policy/no-namespace', ['metadata'], {});
  }
  if (!isDnsSubdomain(metadata.name)) {
    judge.add('policy/bad-object-name', ['metadata', 'name'], { value: metadata.name });
  }
  if (metadata.namespace !== undefined && !isDnsLabel(metadata.namespace)) {
    judge.add('policy/bad-namespace', ['metadata', 'namespace'], { value: metadata.namespace });
  }
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    const path = ['metadata', 'labels', key];
    if (!isLabelKey(key)) judge.add('policy/bad-label-key', path, { value: key });
    if (!isLabelValue(value)) judge.add('policy/bad-label-value', path, { key, value });
  }
  judgeAnnotations(metadata, judge);
  // `kubectl apply` keeps the whole object in one annotation.
  const count = byteLength(JSON.stringify(document.written));
  if (count > MOST_ANNOTATION_BYTES) {
    judge.add('policy/too-large-to-apply', [], { count, most: MOST_ANNOTATION_BYTES });
  }
}

function judgeAnnotations({ annotations }: ObjectMeta, judge: Judge): void {
  let count = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    count += byteLength(key) + byteLength(value);
    // Kubernetes compares annotation keys without regard to case.
    if (isLabelKey(key.toLowerCase())) continue;
    judge.add('policy/bad-label-key', ['metadata', 'annotations', key], { value: key });
  }
  if (count <= MOST_ANNOTATION_BYTES) return;
  const path = ['metadata', 'annotations'];
  judge.add('policy/annotations-too-large', path, { count, most: MOST_ANNOTATION_BYTES });
}

/** Length in UTF-8. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
