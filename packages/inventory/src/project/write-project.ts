/** Writes a first project file: everything that can be said, most of it commented out. */
import { jsonLine } from '@aclift/diagnostics';
import { modelineFor } from '../write-inventory.ts';

/** Where editors find the JSON Schema that this package publishes: its `$id`. aclift itself never fetches it. */
export const PROJECT_SCHEMA = 'https://unpkg.com/@aclift/inventory/schema/project.schema.json';

/**
 * @param configs configurations or folders, relative to the file; empty: an example, commented out.
 * @returns YAML with LF line ends that the reader accepts.
 */
export function writeProject(configs: readonly string[]): string {
  // A JSON string is a YAML one.
  const named = configs.map((config) => `  - ${jsonLine(config)}`);
  return `# ${modelineFor(PROJECT_SCHEMA)}
# aclift project: what commands take in this folder where the command line does not say. Paths are relative to this file.
version: 1

# Configurations, or folders of them.
${named.length === 0 ? '# configs:\n#   - configs/' : ['configs:', ...named].join('\n')}

# Which workloads have which addresses, for migrate.
# inventory: inventory.yaml

# What the configurations do not say of the network (docs/reference/network.md).
# network:
#   upstream: [edge-rtr:GigabitEthernet0/0]
#   unused: [core-2:GigabitEthernet1/0/24]
#   behind:
#     - port: access-1:GigabitEthernet1/0/5
#       addresses: [10.1.20.15]

lint:
  # Exit with 1 from this severity on: error, warning or note.
  failOn: error
  # Sources count as wide from so many addresses on; this is a /8.
  wideSources: 16777216
  # Up to so many ports a line is taken to be about each of them.
  namedPorts: 16
  # Findings that somebody has looked at. An entry that accepts nothing any more is a finding itself.
  ignore: []
  #  - codes: [cleartext-service]
  #    file: edge.cfg
  #    list: OUTSIDE-IN
  #    line: permit tcp any host 192.0.2.10 eq telnet
  #    reason: until the new jump host is there
`;
}
