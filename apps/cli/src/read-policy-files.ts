/** Policy files for the commands that read them: files, folders of YAML and JSON, standard input. */
import type { SourceText } from '@aclift/diagnostics';
import { readPolicies } from '@aclift/policy';
import { expandInputs, InputError, readSource } from './input.ts';

/** What is read of a folder. */
const POLICY_FILE = /\.(?:ya?ml|json)$/i;

/** @throws InputError when an input cannot be read. */
export async function readPolicySources(names: readonly string[]): Promise<readonly SourceText[]> {
  const sources: SourceText[] = [];
  for (const name of await expandInputs(names, POLICY_FILE)) sources.push(await readSource(name));
  return sources;
}

/**
 * The same where there has to be something: of each name, some object is a policy, whether good or not, or it is a list without
 * items, as a cluster without policies prints.
 * @param configOption whether the command takes configurations with --config, for which a name could have been meant.
 * @throws InputError when a name holds nothing such: compared would be with nothing.
 */
export async function readPolicyArguments(
  names: readonly string[],
  configOption: boolean,
): Promise<readonly SourceText[]> {
  // All at once first: a name that is given twice is an error.
  const all = await expandInputs(names, POLICY_FILE);
  const sources: SourceText[] = [];
  for (const name of names) {
    const files = names.length === 1 ? all : await expandInputs([name], POLICY_FILE);
    const own: SourceText[] = [];
    for (const file of files) own.push(await readSource(file));
    if (!own.some(holdsPolicies)) {
      const shown = name === '-' ? 'standard input' : name;
      const config = configOption && own.some(({ text }) => CONFIG_LINE.test(text));
      throw new InputError(
        `${shown} holds no policy object${config ? `; did you mean --config ${name}?` : ''}`,
      );
    }
    sources.push(...own);
  }
  return sources;
}

/** A kind of policies or of what they name, in a text as it is usually written. */
const POLICY_KIND = /\bkind["']?\s*:\s*["']?(?:\w*Policy\w*|CiliumCIDRGroup\w*)\b/;

/** An empty list: `items: []`, or `"items": []`, with a kind of lists. */
const EMPTY_LIST = /\bitems["']?\s*:\s*(?:\[\s*\]|null\b|$)/m;
const LIST_KIND = /\bkind["']?\s*:\s*["']?\w*List\b/;

function holdsPolicies(source: SourceText): boolean {
  const { text } = source;
  if (POLICY_KIND.test(text) || (LIST_KIND.test(text) && EMPTY_LIST.test(text))) return true;
  return readPolicies(source).value.length > 0;
}

/** A line that only configurations have. */
const CONFIG_LINE =
  /^ ?(?:hostname|interface|ip access-list|ipv6 access-list|access-list|object-group|ip route) /m;
