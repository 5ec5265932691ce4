/** Colours, type and component defaults. Everything else is in `page.css`. */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#eef1fb',
  '#dde3f5',
  '#b9c4ea',
  '#93a4df',
  '#7388d6',
  '#5f77d0',
  '#4a63c4',
  '#3a51ab',
  '#334898',
  '#283b80',
];

/** A cool grey with a little blue in it; the dark scheme is built on it. */
const dark: MantineColorsTuple = [
  '#dfe3ea',
  '#b8bfcb',
  '#959eae',
  '#6b7586',
  '#414b5c',
  '#2e3644',
  '#222936',
  '#181e29',
  '#11161f',
  '#0b0f16',
];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, dark },
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  headings: { fontWeight: '640', sizes: { h1: { fontSize: '1.625rem', lineHeight: '1.2' } } },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
});
