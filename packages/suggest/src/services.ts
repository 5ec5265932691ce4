/** Well-known services: who listens on a port is often called after it. */

/** Canonical words (see words.ts) for what listens on a port. */
const ROLES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'tcp/1433': ['db', 'mssql'],
    'tcp/1521': ['db', 'oracle'],
    'tcp/3306': ['db', 'mysql', 'mariadb'],
    'tcp/5432': ['db', 'postgres', 'pg', 'postgresql'],
    'tcp/27017': ['db', 'mongo', 'mongodb'],
    'tcp/9042': ['db', 'cassandra'],
    'tcp/6379': ['cache', 'redis'],
    'tcp/11211': ['cache', 'memcached'],
    'tcp/5672': ['queue', 'rabbitmq', 'rabbit'],
    'tcp/9092': ['queue', 'kafka'],
    'tcp/9200': ['search', 'elasticsearch', 'elastic'],
    'tcp/25': ['mail', 'relay'],
    'tcp/587': ['mail', 'relay'],
    'tcp/53': ['dns'],
    'udp/53': ['dns'],
    'udp/123': ['ntp', 'time'],
    'tcp/389': ['ldap', 'ad'],
    'tcp/636': ['ldap', 'ad'],
    'tcp/88': ['kerberos', 'ad'],
    'udp/514': ['syslog', 'log', 'logging'],
    'udp/1812': ['radius', 'auth'],
    'tcp/49': ['tacacs', 'auth'],
    'tcp/80': ['web', 'frontend', 'proxy', 'portal'],
    'tcp/443': ['web', 'frontend', 'proxy', 'portal', 'api'],
    'tcp/8080': ['app', 'backend', 'api'],
    'tcp/8443': ['app', 'backend', 'api'],
    'tcp/2049': ['storage', 'nfs', 'file'],
    'tcp/445': ['storage', 'file', 'smb'],
    'tcp/3128': ['proxy'],
    'tcp/631': ['printer', 'print'],
    'tcp/515': ['printer', 'print'],
  }),
);

/** What asks for a service that only few kinds of clients ask for. */
const CLIENTS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'tcp/9090': ['monitoring', 'prometheus'],
    'tcp/9100': ['monitoring', 'prometheus'],
    'tcp/9187': ['monitoring', 'prometheus'],
    'tcp/9104': ['monitoring', 'prometheus'],
    'udp/161': ['monitoring', 'snmp', 'management'],
    'tcp/22': ['admin', 'jump', 'management'],
    'tcp/3389': ['admin', 'jump', 'management'],
  }),
);

/** Services that everybody offers to administrators and monitoring: they tell nothing about who listens. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  'tcp/22',
  'tcp/23',
  'tcp/3389',
  'udp/161',
  'tcp/9100',
  'icmp',
  'ip',
  'tcp',
  'udp',
]);

/** Words for who listens. Empty: nothing is known of the service. */
export function listenerWords(service: string): readonly string[] {
  return ROLES.get(service) ?? [];
}

/** Words for who asks. */
export function clientWords(service: string): readonly string[] {
  return CLIENTS.get(service) ?? [];
}

/** Whether offering the service says something about who offers it. */
export function isTelling(service: string): boolean {
  return !EVERYWHERE.has(service);
}
