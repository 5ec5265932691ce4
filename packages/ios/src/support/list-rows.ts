/** Support of lists, groups, and everything that frames them. */
import { exact, harmless, kept, refused, type SupportSection } from '@aclift/dialect-kit';

export const LIST_SECTIONS: readonly SupportSection[] = [
  {
    title: 'Lists',
    rows: [
      kept('access-list N …', ['list:numbered'], 'lines may be scattered over the text'),
      kept('ip access-list {standard | extended} NAME', ['list:ipv4']),
      kept(
        'ipv6 access-list NAME',
        ['list:ipv6'],
        'the implicit permits of neighbour discovery before the implicit deny are part of its meaning, not of its entries',
      ),
      kept('ip access-list resequence NAME FIRST STEP', ['list:resequence']),
      kept(
        'no access-list N, no ip access-list … NAME',
        ['list:removal'],
        'applied in the order of the text',
      ),
      kept(
        'ip access-list match-local-traffic',
        ['list:match-local-traffic'],
        'kept as a fact of the device',
      ),
      harmless('ip access-list log-update, logging, persistent, helper', ['list:settings']),
      harmless(
        'ip access-list NAME, access-list N',
        ['list:without-type'],
        'headers as NX-OS and EOS write them; read with a note',
      ),
      kept(
        'ip access-list fqdn NAME',
        ['list:fqdn'],
        'entries with addresses are read; of those that name hosts a permit grants nothing and a deny denies everything',
      ),
      refused(
        'ip access-list role-based NAME',
        ['list:other'],
        'the list exists, so a binding finds it; its entries are unreadable',
      ),
      refused(
        'access-list 200 to 299, 300 to 1299, 2700 to 2799',
        ['list:other-numbers'],
        'lists of other protocols',
      ),
      harmless(
        'mac access-list, arp access-list, ip as-path access-list, ipx access-list',
        ['list:other-protocols', 'block:other-list'],
        'they filter no IP packets',
      ),
      refused(
        'access-list NAME extended …',
        ['list:asa'],
        'the spelling of the ASA: what its masks mean is another matter there',
      ),
      kept(
        'Standard | Extended IP access list NAME, IPv6 access list NAME',
        ['list:show'],
        'output of show access-lists',
      ),
      refused(
        'Reflexive IP access list NAME',
        ['list:show-reflexive'],
        'its entries come and go with the flows',
      ),
      kept('time-range NAME', [
        'line:time-range',
        'command:absolute',
        'command:periodic',
        'block:time-range',
      ]),
    ],
  },
  {
    title: 'Object-groups',
    rows: [
      exact('object-group network NAME: host A, A MASK, A/LEN, range A B, any, group-object NAME', [
        'group:network',
      ]),
      exact(
        'object-group service NAME: PROTOCOL, {tcp | udp | tcp-udp} [source P] [P], icmp [TYPE], group-object NAME',
        ['group:service'],
      ),
      exact('object-group v6-network NAME, object-group v6-service NAME', [
        'group:v6-network',
        'group:v6-service',
      ]),
      refused(
        'object-group security, fqdn, geo, ip address, ip port',
        ['group:other'],
        'recognised; the members are not read, so entries that use them are conditional',
      ),
      exact(
        'Network object group NAME, Service object group NAME',
        ['group:show'],
        'output of show object-group',
      ),
    ],
  },
  {
    title: 'Framing',
    rows: [
      harmless(
        'banner, vacant-message, refuse-message, menu … title',
        ['skip:banner'],
        'any delimiter; one that is never closed costs its first line only',
      ),
      harmless('certificate …, key-string … quit', ['skip:certificate']),
      harmless('macro name … @', ['skip:macro']),
      harmless(
        '! comments, empty lines',
        ['line:comment'],
        'also behind a command; the text of remarks and descriptions keeps its !',
      ),
      harmless('prompts, commands typed at them, --More--, headers of captures', ['line:noise']),
      harmless(
        'answers of the device, messages of its log',
        ['line:reply'],
        'a command above a refusal is not in force',
      ),
      exact(
        'lines cut at the terminal’s right margin',
        ['line:wrapped'],
        'joined where the whole makes sense and the rest alone does not',
      ),
      exact('keywords shortened to a unique prefix', ['line:abbreviated']),
      harmless(
        'CR LF, CR CR LF, lone CR, byte order mark, NUL, tabs, UTF-16, Windows-1252, Latin-1',
        ['line:bytes'],
      ),
      refused(
        'Cisco ASA, NX-OS, IOS XR, AireOS and Small Business; Arista, Juniper, VyOS, Huawei, H3C, HPE Aruba, PAN-OS, FortiOS, Nokia, MikroTik, iptables',
        ['line:dialect'],
        'nothing of the text is read',
      ),
      refused(
        'JSON, YAML, XML, web pages, prose, empty files',
        ['line:none'],
        'no configuration: nothing of the text is read',
      ),
      {
        syntax: 'acess-list …, ip access–group …, and the like',
        state: 'unrecognised',
        permit: 'grants nothing',
        deny: 'denies everything it may match',
        note: 'misspelled keywords and characters that only look like those of IOS; a header or binding leaves a filter of unknown effect',
        covers: ['line:near-miss'],
      },
      {
        syntax: 'any other command of IOS',
        state: 'recognised-harmless',
        note: 'counted as not ours; one that speaks of access lists gets a diagnostic',
        covers: ['line:other-command', 'block:other'],
      },
    ],
  },
];
