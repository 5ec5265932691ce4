/** What reading says, in words. */
import type { Catalogue } from '@aclift/diagnostics';
import { maybe, of, orList } from '../wording.ts';
import type { ReadDiagnostic } from './read-diagnostic.ts';

export const readCatalogue: Catalogue<ReadDiagnostic> = {
  'policy/too-large': {
    severity: 'error',
    message: (f) => `The text has ${f.length} characters; at most ${f.limit} are read.`,
    help: () => 'Split the objects into several files.',
  },
  'policy/syntax': {
    severity: 'error',
    message: (f) => `This is not valid YAML: ${f.reason}.`,
    help: () => 'The document that holds this place was not read.',
  },
  'policy/too-deep': {
    severity: 'error',
    message: (f) => `Maps and lists nest deeper than ${f.limit} levels.`,
    help: () => 'No policy needs that; the document was not read.',
  },
  'policy/too-many-aliases': {
    severity: 'error',
    message: (f) => `YAML aliases repeat more than ${f.limit} values in all.`,
    help: () => 'Write the values out.',
  },
  'policy/duplicate-key': {
    severity: 'error',
    message: (f) => `The key "${f.key}" is here for the second time; the first value was used.`,
    help: () => 'Remove one of the two, or merge them. Other readers may take the last value.',
  },
  'policy/template': {
    severity: 'error',
    message: (f) =>
      `This is a template: "${f.text}" is filled in before a cluster sees it, so what stands here was not read.`,
    help: () =>
      'Give the rendered objects: helm template, flux build kustomization, kustomize build, or envsubst.',
  },
  'policy/not-an-object': {
    severity: 'error',
    message: (f) => `A Kubernetes object is expected here, but this is ${f.found}.`,
    help: () => 'An object is a map with apiVersion, kind and metadata.',
  },
  'policy/unknown-kind': {
    severity: 'note',
    message: (f) =>
      f.kind === ''
        ? 'This object has no kind, so it was not read.'
        : `${f.kind} (${f.apiVersion === '' ? 'no apiVersion' : f.apiVersion}) is no policy that aclift reads; it was left aside.`,
  },
  'policy/host-network': {
    severity: 'warning',
    message: (f) =>
      `Pods of ${f.kind} ${f.name === '' ? '(no name)' : f.name} use their node's network: policies neither select them nor match them as peers.`,
    help: () => 'To a policy they are the node. What is said of flows does not hold for them.',
  },
  'policy/unsupported-policy-kind': {
    severity: 'error',
    message: (f) =>
      `${f.kind} (${f.apiVersion === '' ? 'no apiVersion' : f.apiVersion}) changes what traffic may pass, but aclift does not evaluate it.`,
    help: () => 'Results hold only where this object does not apply.',
  },
  'policy/unsupported-version': {
    severity: 'error',
    message: (f) =>
      `${f.kind} of ${f.apiVersion === '' ? 'no apiVersion' : f.apiVersion} is not read; only ${orList(f.known)}.`,
    help: (f) => `Write "apiVersion: ${f.known[0] ?? ''}" and check the fields that changed.`,
  },
  'policy/unknown-field': {
    severity: 'error',
    message: (f) => `${of(f)} has no field ${f.path}; it was left out.`,
    help: (f) =>
      maybe(f.nearest, 'A cluster refuses or drops it, depending on how the object is applied.'),
  },
  'policy/missing-field': {
    severity: 'error',
    message: (f) => `${of(f)}: ${f.path} needs "${f.field}", so the object was not read.`,
    help: () => 'Add it.',
  },
  'policy/wrong-type': {
    severity: 'error',
    message: (f) =>
      `${of(f)}: ${f.path} must be ${f.expected}, but this is ${f.found}; the object was not read.`,
    help: (f) =>
      f.quote
        ? 'Put it in quotes. Kubernetes reads YAML 1.1, where words such as yes, on and 0755 are no text.'
        : 'A cluster refuses such an object too.',
  },
  'policy/unknown-value': {
    severity: 'error',
    message: (f) =>
      `${of(f)}: ${f.path} must be ${orList(f.choices)}, but this is "${f.value}"; the object was not read.`,
    help: (f) => maybe(f.nearest, 'A cluster refuses such an object too.'),
  },
  'policy/null-item': {
    severity: 'warning',
    message: (f) => `${of(f)}: ${f.path} is empty; the API server takes that for {}.`,
    help: () =>
      'In a list of rules {} means everything. Write {} if that is meant, or remove the dash.',
  },
};
