/** Parts that all Kubernetes objects share, named after the API. */
import type { JsonValue } from './json.ts';

/** What a person writes, and what a cluster adds to an object that it hands out. */
export interface ObjectMeta {
  readonly name: string;
  /** Absent: the namespace of whoever applies the object; cluster-wide kinds have none. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly generateName?: string;
  readonly uid?: JsonValue;
  readonly resourceVersion?: JsonValue;
  readonly generation?: JsonValue;
  readonly creationTimestamp?: JsonValue;
  readonly deletionTimestamp?: JsonValue;
  readonly deletionGracePeriodSeconds?: JsonValue;
  readonly finalizers?: JsonValue;
  readonly managedFields?: JsonValue;
  readonly ownerReferences?: JsonValue;
  readonly selfLink?: JsonValue;
}

export type LabelSelectorOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: LabelSelectorOperator;
  readonly values?: readonly string[];
}

/** Everything in it must hold; an empty selector selects everything in reach. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}
