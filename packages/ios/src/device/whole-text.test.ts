import { describe, expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';

const isWhole = (text: string): boolean => parseIos({ name: 'x', text }).device.whole === true;

const BODY = `hostname edge
!
interface GigabitEthernet0/1
 ip address 192.0.2.1 255.255.255.0
 ip access-group WEB in
!
ip access-list extended WEB
 permit tcp any any eq 443
!
`;

describe('a whole configuration is', () => {
  test.each([
    { name: 'one with version, hostname and end', text: `version 15.1\n${BODY}end\n` },
    { name: 'one without the version', text: `${BODY}end\n` },
    { name: 'one without the hostname', text: `version 17.9\ninterface Vlan1\nend\n` },
    {
      name: 'a capture, with what was shown after it',
      text: `R1#show running-config\nBuilding configuration...\n\nCurrent configuration : ${BODY.length + 20} bytes\n!\nversion 15.1\n${BODY}end\n\nR1#show access-lists\nExtended IP access list WEB\n    10 permit tcp any any eq 443 (3 matches)\nR1#\n`,
    },
    {
      name: 'one with carriage returns',
      text: `version 15.1\n${BODY}end\n`.replaceAll('\n', '\r\n'),
    },
    { name: 'the output of show running-config all', text: `R1#sh run all\n${BODY}end\nR1#` },
  ])('$name', ({ text }) => {
    expect(isWhole(text)).toBe(true);
  });
});

describe('a part may be', () => {
  test.each([
    {
      name: 'a startup configuration that was cut',
      text: `Using 9000 out of 262136 bytes\nversion 15.1\n${BODY}end\n`,
    },
    { name: 'a list alone', text: 'ip access-list extended WEB\n permit ip any any\n' },
    { name: 'a configuration whose end is missing', text: `version 15.1\n${BODY}` },
    { name: 'one without beginning', text: 'interface Vlan1\n ip access-group WEB in\nend\n' },
    {
      name: 'one interface as show prints it',
      text: 'R1#show running-config interface Vlan1\nBuilding configuration...\n\nCurrent configuration : 60 bytes\n!\ninterface Vlan1\n ip access-group WEB in\nend\n',
    },
    { name: 'a section', text: `R1#show run | section interface\nhostname edge\n${BODY}end\n` },
    {
      name: 'a session',
      text: `R1(config)#hostname edge\nR1(config)#ip access-list extended WEB\nR1(config-ext-nacl)#end\n`,
    },
    { name: 'one with lines left out', text: `version 15.1\n${BODY}! ... output omitted\nend\n` },
    { name: 'one with an ellipsis', text: `version 15.1\n${BODY}<snip>\nend\n` },
    {
      name: 'one that is shorter than the device says',
      text: `Current configuration : 9000 bytes\nversion 15.1\n${BODY}end\n`,
    },
    {
      name: 'one with commands after its end',
      text: `${BODY}end\nip access-list extended MORE\n permit ip any any\n`,
    },
    {
      name: 'the output of show access-lists',
      text: 'Extended IP access list WEB\n    10 permit ip any any\n',
    },
  ])('$name', ({ text }) => {
    expect(isWhole(text)).toBe(false);
  });
});
