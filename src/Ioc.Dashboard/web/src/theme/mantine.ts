import { Combobox, createTheme, rem } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

// Mantine wants ten shades; the tokens decide what is drawn, so these only fill its hover and disabled states.
const accent: MantineColorsTuple = [
  '#e6f2fd', '#cfe4f9', '#a3cbf2', '#74b1ec', '#5ba4ea', '#4497e4', '#2575c4', '#1565b8', '#0f569f', '#074684',
];

// Mantine's own dark greys are neutral; ours lean to blue-green like the ground of the map.
const dark: MantineColorsTuple = [
  '#e8eef2', '#c7d3db', '#a9b8c3', '#8192a0', '#3a4a57', '#2a3842', '#18222b', '#121a21', '#0f161c', '#0c1217',
];

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  colors: { accent, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 6,
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // A closed list of all communes would be drawn, hidden and placed with the first frame.
  components: { Combobox: Combobox.extend({ defaultProps: { keepMounted: false } }) },
});

const surfaces = {
  '--mantine-color-body': 'var(--ground)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-error': 'var(--faulty)',
  // White words on Mantine's own red can't be read well enough.
  '--mantine-color-red-filled': 'var(--critical)',
  '--mantine-color-red-outline': 'var(--faulty)',
  '--mantine-color-red-outline-hover': 'color-mix(in srgb, var(--faulty) 10%, transparent)',
  '--mantine-color-red-filled-hover': 'color-mix(in srgb, var(--critical) 86%, black)',
};

export const variables: CSSVariablesResolver = () => ({ variables: {}, light: surfaces, dark: surfaces });
