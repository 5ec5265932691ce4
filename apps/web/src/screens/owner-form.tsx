import {
  Autocomplete,
  Button,
  Group,
  SegmentedControl,
  Select,
  TagsInput,
  Text,
} from '@mantine/core';
import type { Proposal, Suggestion } from '@aclift/suggest';
import { useState } from 'react';
import { shown } from '../parts/shown-text.ts';
import { useReview } from '../session/use-session.ts';
import classes from './mappings.module.css';

type Kind = 'known' | 'workload' | 'external';

interface Props {
  readonly suggestion: Suggestion;
  /** What the form begins with; undefined: nothing. */
  readonly from: Proposal | undefined;
  readonly onAccept: (proposal: Proposal) => void;
  readonly onCancel: () => void;
}

/** Names an owner by hand: one that the inventory has, or a new one. */
export function OwnerForm({ suggestion, from, onAccept, onCancel }: Props) {
  const { owners } = useReview();
  const [kind, setKind] = useState<Kind>(from?.kind === 'external' ? 'external' : 'workload');
  const [known, setKnown] = useState<string | null>(null);
  const [namespace, setNamespace] = useState(
    from?.kind === 'workload' ? (from.namespace ?? '') : '',
  );
  const [labels, setLabels] = useState<string[]>(
    from?.kind === 'workload'
      ? Object.entries(from.labels).map(([key, value]) => `${key}=${value}`)
      : [],
  );
  const [name, setName] = useState(from?.kind === 'external' ? from.name : '');
  const result = ownerOf({ kind, known, namespace, labels, name }, owners);
  const namespaces = [...new Set(owners.workloads.map((workload) => workload.namespace))];
  return (
    <form
      className={classes.form}
      aria-label={`Owner of ${shown(suggestion.id)}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (typeof result !== 'string') onAccept(result);
      }}
    >
      <SegmentedControl
        size="xs"
        aria-label="Kind of owner"
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        data={[
          { value: 'workload', label: 'New workload' },
          { value: 'external', label: 'New external' },
          { value: 'known', label: 'One of the inventory' },
        ]}
      />
      {kind === 'known' && (
        <Select
          size="xs"
          label="Owner"
          searchable
          data={[
            { group: 'Workloads', items: owners.workloads.map(({ id }) => `workload ${id}`) },
            { group: 'Externals', items: owners.externals.map((one) => `external ${one}`) },
          ]}
          value={known}
          onChange={setKnown}
        />
      )}
      {kind === 'workload' && (
        <>
          <Autocomplete
            size="xs"
            label="Namespace"
            data={namespaces}
            value={namespace}
            onChange={setNamespace}
          />
          <TagsInput
            size="xs"
            label="Labels"
            description="key=value; Enter adds one"
            value={labels}
            onChange={setLabels}
          />
        </>
      )}
      {kind === 'external' && (
        <Autocomplete
          size="xs"
          label="Name"
          data={[...owners.externals]}
          value={name}
          onChange={setName}
        />
      )}
      <Group gap="xs">
        <Button size="xs" type="submit" disabled={typeof result === 'string'}>
          Accept as edited
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          Cancel
        </Button>
        {typeof result === 'string' && (
          <Text size="xs" className="dim">
            {result}
          </Text>
        )}
      </Group>
    </form>
  );
}

interface Fields {
  readonly kind: Kind;
  readonly known: string | null;
  readonly namespace: string;
  readonly labels: readonly string[];
  readonly name: string;
}

/** The owner that the fields name, or what is missing. The inventory's reader has the last word on names. */
function ownerOf(
  { kind, known, labels, name, namespace }: Fields,
  owners: ReturnType<typeof useReview>['owners'],
): Proposal | string {
  if (kind === 'external') {
    const text = name.trim();
    if (text === '') return 'An external needs a name.';
    return { kind: 'external', known: owners.externals.includes(text), name: text };
  }
  if (kind === 'known') {
    if (known === null) return 'Choose an owner.';
    const [what, id = ''] = known.split(/ (.*)/s);
    if (what === 'external') return { kind: 'external', known: true, name: id };
    const workload = owners.workloads.find((one) => one.id === id);
    return workload === undefined
      ? 'Choose an owner.'
      : { kind: 'workload', known: true, ...workload };
  }
  if (namespace.trim() === '') return 'A workload needs a namespace.';
  const pairs = labels.map((label) => /^([^=:\s]+)\s*[=:]\s*(\S*)$/.exec(label.trim()));
  if (pairs.length === 0) return 'A workload needs a label.';
  const wrong = labels.find((_, at) => pairs[at] === null);
  if (wrong !== undefined) return `“${shown(wrong)}” is no label: write key=value.`;
  return {
    kind: 'workload',
    known: false,
    namespace: namespace.trim(),
    labels: Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? ''])),
  };
}
