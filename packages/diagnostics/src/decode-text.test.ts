import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText, notTextReason } from './decode-text.ts';

const CONFIG =
  'hostname r1\r\ninterface Vlan20\r\n description Büro – “Süd”\r\n ip access-group X out\r\n';

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const utf16le = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

describe('the text of a configuration comes out of', () => {
  test.each([
    { name: 'UTF-8', bytes: utf8(CONFIG), encoding: 'utf-8' },
    {
      name: 'UTF-16 with a mark, little end first',
      bytes: utf16le(`\ufeff${CONFIG}`),
      encoding: 'utf-16le',
    },
    {
      name: 'UTF-16 with a mark, big end first',
      bytes: utf16be(`\ufeff${CONFIG}`),
      encoding: 'utf-16be',
    },
    {
      name: 'UTF-16 without a mark, little end first',
      bytes: utf16le(CONFIG),
      encoding: 'utf-16le',
    },
    { name: 'UTF-16 without a mark, big end first', bytes: utf16be(CONFIG), encoding: 'utf-16be' },
    { name: 'UTF-8 with a mark', bytes: utf8(`\ufeff${CONFIG}`), encoding: 'utf-8' },
  ])('$name', ({ bytes, encoding }) => {
    const read = decodeText(bytes);
    expect(read.ok && read.value.encoding).toBe(encoding);
    expect(read.ok && read.value.text.replace(/^\ufeff/, '')).toBe(CONFIG);
  });

  test('Windows-1252, dashes and quotes included', () => {
    // B ü r o, an en dash, and S ü d in typographic quotes
    const bytes = Uint8Array.of(
      0x42,
      0xfc,
      0x72,
      0x6f,
      0x20,
      0x96,
      0x20,
      0x93,
      0x53,
      0xfc,
      0x64,
      0x94,
    );
    expect(decodeText(bytes)).toEqual({
      ok: true,
      value: { text: 'Büro – “Süd”', encoding: 'windows-1252' },
    });
  });

  test('a capture with NUL, bell and backspaces', () => {
    const text = 'R1#show run\r\0\n --More-- \b\b\b\b\u0007\u001b[K ip access-group X in\r\0\n';
    expect(decodeText(utf8(text))).toMatchObject({ ok: true, value: { text } });
  });

  test.each([
    { name: 'nothing', bytes: new Uint8Array(), text: '' },
    { name: 'one byte', bytes: Uint8Array.of(0x61), text: 'a' },
    {
      name: 'UTF-16 that was cut in the middle of a character',
      bytes: utf16le(`${CONFIG}x`).slice(0, -1),
      text: `${CONFIG}\ufffd`,
    },
  ])('$name', ({ bytes, text }) => {
    expect(decodeText(bytes)).toMatchObject({ ok: true, value: { text } });
  });
});

describe('is refused:', () => {
  test.each([
    { name: 'a ZIP archive', bytes: [0x50, 0x4b, 3, 4, 20, 0], want: /ZIP archive.*, not text/ },
    {
      name: 'a PDF document',
      bytes: [...utf8('%PDF-1.7\n1 0 obj')],
      want: /a PDF document, not text/,
    },
    { name: 'a gzip archive', bytes: [0x1f, 0x8b, 8, 0], want: /a gzip archive, not text/ },
    {
      name: 'data of no known kind',
      bytes: [1, 2, 200, 5, 0x61, 0x0e, 0x0f, 0x10, 0x62],
      want: /binary data, not text/,
    },
    {
      name: 'bytes that are mostly NUL',
      bytes: [0, 0, 0, 0x61, 0, 0],
      want: /binary data, not text/,
    },
    { name: 'UTF-32', bytes: [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], want: /UTF-32; save it as UTF-8/ },
    {
      name: 'UTF-16 after UTF-8',
      bytes: [...utf8(CONFIG), ...utf16le('access-list 1 permit any\r\n')],
      want: /UTF-16 in one part/,
    },
    {
      name: 'UTF-8 after UTF-16',
      bytes: [...utf16le(`\ufeff${CONFIG}`), ...utf8('access-list 101 permit ip any any\r\n')],
      want: /UTF-16 in one part/,
    },
  ])('$name', ({ bytes, want }) => {
    const read = decodeText(Uint8Array.from(bytes));
    expect(read.ok ? 'read' : notTextReason(read.error)).toMatch(want);
  });
});

/** The platform's own decoder judges. */
function judged(bytes: Uint8Array): { text: string; encoding: string } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

test('bytes of which none is a control character are read as the platform reads them', () => {
  const byte = fc.oneof(
    fc.constantFrom(0x20, 0x41, 0x7e, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf),
    fc.constantFrom(0xe0, 0xed, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xfe),
    fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f),
  );
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 12 }), (bytes) => {
      const all = Uint8Array.from([0x61, ...bytes]);
      expect(decodeText(all)).toEqual({ ok: true, value: judged(all) });
    }),
    { numRuns: 3000 },
  );
});

test('every text survives UTF-8, and UTF-16 with a byte order mark', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const of = (bytes: Uint8Array): string | undefined => {
        const read = decodeText(bytes);
        return read.ok ? read.value.text : undefined;
      };
      expect(of(utf16le(`\ufeff${text}`))).toBe(`\ufeff${text}`);
      expect(of(utf16be(`\ufeff${text}`))).toBe(`\ufeff${text}`);
      expect(of(utf8(`x${text}`))).toBe(`x${text}`);
    }),
  );
});
