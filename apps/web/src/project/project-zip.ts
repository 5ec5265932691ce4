/**
 * A whole review as one file to go on with later: what was given, what was reviewed, what was edited. Unpacked it is a
 * folder that the command line and `aclift review` open.
 */
import { strFromU8, unzipSync } from 'fflate';
import type { InputFile, PackedFile, Settings } from '../engine/messages.ts';
import { packed } from '../export/export-files.ts';
import type { Review, SessionState } from '../session/session.ts';
import { CLIENT_PORTS, TARGET_NAMES, UNSEEN_TRAFFIC } from '@aclift/core';

/** What a project file gives back. */
export type PageProject = Pick<
  SessionState,
  'configs' | 'inventory' | 'decisions' | 'hosts' | 'counters' | 'policies' | 'settings' | 'edited'
>;

/** A project, or why the file is none, in a sentence. */
export type ProjectZip =
  | { readonly ok: true; readonly project: PageProject }
  | { readonly ok: false; readonly message: string };

const SCHEMA = 'aclift/page/1';
/** What the page needs besides the files themselves. */
const INDEX = 'aclift-page.json';
const EDITED = 'edited/';
/** No project has more, packed or not: a small file may claim to hold the world. */
const MAX_FILES = 10_000;
const MAX_BYTES = 512 * 1024 * 1024;

interface Index {
  readonly schema: typeof SCHEMA;
  readonly settings: Settings;
  readonly configs: readonly string[];
  readonly inventory: string | null;
  readonly decisions: string | null;
  readonly hosts: readonly string[];
  readonly counters: string | null;
  readonly policies: readonly string[];
  readonly edited: readonly string[];
}

/** Everything, with the inventory and decisions as they were reviewed. */
export function projectFiles(
  { configs, counters, edited, hosts, policies, settings }: SessionState,
  { decisions, inventory }: Pick<Review, 'decisions' | 'inventory'>,
): readonly PackedFile[] {
  const drafts = [...edited].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const index: Index = {
    schema: SCHEMA,
    settings,
    configs: configs.map(({ name }) => name),
    inventory: inventory?.name ?? null,
    decisions: decisions?.name ?? null,
    hosts: hosts.map(({ name }) => name),
    counters: counters?.name ?? null,
    policies: policies.map(({ name }) => name),
    edited: drafts.map(([path]) => path),
  };
  const given = [...configs, ...hosts, ...policies, ...(counters === undefined ? [] : [counters])];
  const texts = [inventory, decisions].filter((one) => one !== undefined);
  return [
    packed('aclift.yaml', projectYaml(index)),
    packed(INDEX, `${JSON.stringify(index, null, 2)}\n`),
    ...given.map(({ bytes, name }) => ({ path: name, bytes: bytes.slice() })),
    ...texts.map(({ name, text }) => packed(name, text)),
    ...drafts.map(([path, text]) => packed(`${EDITED}${path}`, text)),
  ];
}

/** The project file of the command line; a JSON string is a YAML scalar. */
function projectYaml({ configs, inventory }: Index): string {
  return [
    'version: 1',
    'configs:',
    ...configs.map((name) => `  - ${JSON.stringify(name)}`),
    ...(inventory === null ? [] : [`inventory: ${JSON.stringify(inventory)}`]),
    '',
  ].join('\n');
}

/** Whether bytes are a zip file: its first entry's signature. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** What a zip file holds, or why it cannot be unpacked, in a sentence; however large it claims to be. */
export function unpackZip({
  bytes,
  name,
}: InputFile):
  | { readonly ok: true; readonly files: readonly InputFile[] }
  | { readonly ok: false; readonly message: string } {
  let files: Readonly<Record<string, Uint8Array>>;
  const claimed = { files: 0, bytes: 0 };
  try {
    files = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        claimed.files += 1;
        claimed.bytes += originalSize;
        return claimed.files <= MAX_FILES && claimed.bytes <= MAX_BYTES;
      },
    });
  } catch {
    return { ok: false, message: `${name} is damaged: it cannot be unpacked.` };
  }
  if (claimed.files > MAX_FILES || claimed.bytes > MAX_BYTES) {
    const message = `${name} claims to hold more than any project does (512 MB, 10,000 files).`;
    return { ok: false, message };
  }
  return {
    ok: true,
    files: Object.entries(files).map(([path, inner]) => ({ name: path, bytes: inner })),
  };
}

/** Whether files are a review that was saved here. */
export function isProject(files: readonly InputFile[]): boolean {
  return files.some(({ name }) => name === INDEX);
}

/** Reads what {@link projectFiles} made. Anything else is refused in words. */
export function readProjectZip({ bytes, name }: InputFile): ProjectZip {
  const no = (why: string): ProjectZip => ({ ok: false, message: `${name} ${why}` });
  const inside = unpackZip({ bytes, name });
  if (!inside.ok) return inside;
  const files: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
    inside.files.map((file) => [file.name, file.bytes]),
  );
  const text = files[INDEX];
  if (text === undefined) return no('is a zip file, but no project that was saved here.');
  const index = readIndex(strFromU8(text));
  if (index === undefined) return no(`has an ${INDEX} that this version does not understand.`);
  const fileOf = (path: string): InputFile | undefined => {
    const found = Object.hasOwn(files, path) ? files[path] : undefined;
    return found === undefined ? undefined : { name: path, bytes: found };
  };
  const named = [
    ...index.configs,
    ...index.hosts,
    ...index.policies,
    index.inventory,
    index.decisions,
    index.counters,
  ];
  const lost = named.filter((path) => path !== null && fileOf(path) === undefined);
  if (lost.length > 0) return no(`lacks ${lost.join(', ')}, which its ${INDEX} names.`);
  const one = (path: string | null): InputFile | undefined =>
    path === null ? undefined : fileOf(path);
  const all = (paths: readonly string[]): readonly InputFile[] =>
    paths.flatMap((path) => fileOf(path) ?? []);
  return {
    ok: true,
    project: {
      settings: index.settings,
      configs: all(index.configs),
      inventory: one(index.inventory),
      decisions: one(index.decisions),
      hosts: all(index.hosts),
      counters: one(index.counters),
      policies: all(index.policies),
      edited: new Map(
        index.edited.flatMap((path) => {
          const found = fileOf(`${EDITED}${path}`);
          return found === undefined ? [] : [[path, strFromU8(found.bytes)] as const];
        }),
      ),
    },
  };
}

/** Undefined: it is none, or of a later version. */
function readIndex(text: string): Index | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const index = value as Readonly<Record<string, unknown>>;
  const texts = (list: unknown): boolean =>
    Array.isArray(list) && list.every((item) => typeof item === 'string');
  const sound =
    index['schema'] === SCHEMA &&
    ['configs', 'hosts', 'policies', 'edited'].every((key) => texts(index[key])) &&
    ['inventory', 'decisions', 'counters'].every(
      (key) => index[key] === null || typeof index[key] === 'string',
    ) &&
    isSettings(index['settings']);
  return sound ? (value as Index) : undefined;
}

function isSettings(value: unknown): value is Settings {
  if (typeof value !== 'object' || value === null) return false;
  const { acl, clientPorts, target, unseenTraffic, upstream } = value as Settings;
  return (
    TARGET_NAMES.includes(target) &&
    UNSEEN_TRAFFIC.includes(unseenTraffic) &&
    CLIENT_PORTS.includes(clientPorts) &&
    [acl, upstream].every(
      (list) => Array.isArray(list) && list.every((item) => typeof item === 'string'),
    )
  );
}
