/** Files that the user dropped or picked, told apart by what they hold. */
import { formatOf } from '@aclift/insight';
import { strFromU8 } from 'fflate';
import type { InputFile } from '../engine/messages.ts';
import {
  isProject,
  isZip,
  type PageProject,
  readProjectZip,
  unpackZip,
} from '../project/project-zip.ts';

/** As the command line: no device has a larger configuration. */
const MAX_BYTES = 256 * 1024 * 1024;

/** What a file is for. */
export type FileRole =
  | 'config'
  | 'inventory'
  | 'decisions'
  | 'hosts'
  | 'counters'
  | 'policies'
  | 'flows';

export interface Taken {
  readonly configs: readonly InputFile[];
  readonly inventory: InputFile | undefined;
  readonly decisions: InputFile | undefined;
  readonly hosts: readonly InputFile[];
  readonly counters: InputFile | undefined;
  readonly policies: readonly InputFile[];
  /** As the browser holds them: they may be longer than memory. */
  readonly flows: readonly File[];
  /** A review that was saved here; it replaces what is open. */
  readonly project?: PageProject;
  /** Why some files were left out, one sentence each. */
  readonly refused: readonly string[];
}

/** The readers say so when a file is not what it was taken for. */
export async function takeFiles(files: readonly File[]): Promise<Taken> {
  const inputs: InputFile[] = [];
  const flows: File[] = [];
  const refused: string[] = [];
  for (const file of files) {
    const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
    if (roleOf({ name: file.name, bytes: head }) === 'flows') flows.push(file);
    else if (file.size > MAX_BYTES) {
      refused.push(`${file.name} is larger than 256 MB; no device has such a configuration.`);
    } else {
      inputs.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    }
  }
  let project: PageProject | undefined;
  const plain = inputs.filter(({ bytes }) => !isZip(bytes));
  for (const zip of inputs.filter(({ bytes }) => isZip(bytes))) {
    const inside = unpackZip(zip);
    if (!inside.ok) refused.push(inside.message);
    else if (isProject(inside.files)) {
      const read = readProjectZip(zip);
      if (read.ok) project = read.project;
      else refused.push(read.message);
    } else {
      const hidden = (name: string): boolean => /(?:^|\/)(?:\.|__MACOSX\/)/.test(name);
      const found = inside.files.filter(({ name }) => !hidden(name) && !name.endsWith('/'));
      if (found.length === 0) refused.push(`${zip.name} holds no files.`);
      plain.push(...found);
    }
  }
  const taken = sortFiles(plain);
  return {
    ...taken,
    flows: [...flows, ...taken.flows],
    ...(project === undefined ? {} : { project }),
    refused: [...refused, ...taken.refused],
  };
}

/** The same for files at hand. */
export function sortFiles(files: readonly InputFile[]): Taken {
  const by: Record<FileRole, InputFile[]> = {
    config: [],
    inventory: [],
    decisions: [],
    hosts: [],
    counters: [],
    policies: [],
    flows: [],
  };
  const refused: string[] = [];
  for (const file of files) {
    const role = roleOf(file);
    if (role === 'objects') {
      refused.push(
        `${file.name} holds Kubernetes objects, but no policies; aclift inventory import makes an inventory of pods and Services.`,
      );
    } else if (role === 'project') {
      refused.push(`${file.name} is a project file of the command line; give the files it names.`);
    } else by[role].push(file);
  }
  const only = (
    role: 'inventory' | 'decisions' | 'counters',
    what: string,
  ): InputFile | undefined => {
    const last = by[role].at(-1);
    for (const other of by[role].slice(0, -1)) {
      refused.push(`${other.name} was replaced by ${last?.name}: one ${what} at a time.`);
    }
    return last;
  };
  return {
    configs: by.config,
    inventory: only('inventory', 'inventory'),
    decisions: only('decisions', 'decisions file'),
    hosts: by.hosts,
    counters: only('counters', 'set of counters'),
    policies: by.policies,
    flows: by.flows.map(({ bytes, name }) => new File([bytes.slice()], name)),
    refused,
  };
}

/** Enough of a file to tell what it is. */
const HEAD = 64 * 1024;

/** Any object that isolates or names peers, in block or flow style, however it is quoted and spaced. */
const POLICY =
  /(?:^|[\s{,-])["']?kind["']?\s*:\s*["']?(?:NetworkPolicy|CiliumNetworkPolicy|CiliumClusterwideNetworkPolicy|CiliumCIDRGroup)\b/m;
/** Any object of Kubernetes. */
const OBJECT =
  /^(?:- )?kind:|^(?:- )?\{.*["']?kind["']?\s*:|^\s*["']kind["']\s*:|["']kind["']\s*:\s*["'][A-Z]/m;
/** Lines of a file that tell its format. */
const LINES_TO_TELL = 200;

/** What a file is taken for, by its name and its first lines. */
export function roleOf({ bytes, name }: InputFile): FileRole | 'objects' | 'project' {
  const head = strFromU8(bytes.subarray(0, HEAD), true);
  // Only logs of flows come packed.
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'flows';
  if (/\.(?:ya?ml|json)$/i.test(name)) {
    if (POLICY.test(head)) return 'policies';
    // Flows name owners by kind too.
    if (/\.json$/i.test(name) && formatOf([head]) !== undefined) return 'flows';
    if (OBJECT.test(head)) {
      // A long list may hold policies behind what is looked at first.
      return POLICY.test(strFromU8(bytes, true)) ? 'policies' : 'objects';
    }
    if (/^(?:configs|lint):/m.test(head)) return 'project';
    if (/\.json$/i.test(name)) return 'inventory';
    const decides = /^(?:coverage|conditions|suggestions|default):/m.test(head);
    return decides && !/^(?:workloads|externals):/m.test(head) ? 'decisions' : 'inventory';
  }
  if (formatOf(head.split(/\r?\n/, LINES_TO_TELL)) !== undefined) return 'flows';
  if (/^(?:Extended|Standard|Reflexive) IP access list\b|^IPv6 access list\b/m.test(head)) {
    if (/\bmatch(?:es)?\b/.test(head) && !/^(?:hostname|interface)\b/m.test(head))
      return 'counters';
  }
  return isHosts(name, head) ? 'hosts' : 'config';
}

/** Lines of `/etc/hosts`: an address, then names. */
function isHosts(name: string, head: string): boolean {
  const lines = head
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
  const named = lines.filter((line) =>
    /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:]+)\s+[a-z0-9]/i.test(line),
  );
  return (
    (/(?:^|\/)hosts(?:\.|$)/i.test(name) || named.length > 0) && named.length >= lines.length * 0.9
  );
}

/** Adds files; one of the same name replaces the earlier. */
export function withFiles<F extends { readonly name: string }>(
  present: readonly F[],
  added: readonly F[],
): readonly F[] {
  const names = new Set(added.map(({ name }) => name));
  return [...present.filter(({ name }) => !names.has(name)), ...added].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}
