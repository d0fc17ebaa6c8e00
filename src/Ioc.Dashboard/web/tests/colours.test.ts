import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, difference, eyes, linear, seen } from './colourVision';

const css = readFileSync(new URL('../src/theme/tokens.css', import.meta.url), 'utf8');

function tokens(theme: 'dark' | 'light'): Map<string, string> {
  const block = new RegExp(`\\[data-mantine-color-scheme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

const healths = ['ok', 'degraded', 'faulty', 'offline', 'unknown'];
const severities = ['critical', 'major', 'minor', 'warning'];
const grounds = ['ground', 'surface', 'raised', 'hover'];
/** Far enough to be told at a glance, side by side. */
const apartMin = 10;

test('the measure agrees with published pairs', () => {
  expect(difference(linear('#000000'), linear('#ffffff'))).toBeCloseTo(100, 0);
  expect(difference(linear('#ff0000'), linear('#00ff00'))).toBeCloseTo(86.6, 0);
  expect(difference(linear('#8c5d00'), linear('#8c5d00'))).toBe(0);
});

describe.each(['dark', 'light'] as const)('%s', (theme) => {
  const named = tokens(theme);
  const colour = (name: string) => {
    const hex = named.get(name);
    if (!hex) throw new Error(`tokens.css has no --${name} in the ${theme} theme`);
    return linear(hex);
  };
  const least = (name: string, on: readonly string[]) => Math.min(...on.map((ground) => contrast(colour(name), colour(ground))));

  test.each(Object.entries(eyes))('healths and severities stay apart for eyes of kind %s', (_, eye) => {
    for (const set of [healths, severities]) {
      for (const [at, one] of set.entries()) {
        for (const other of set.slice(at + 1)) expect(difference(seen(colour(one), eye), seen(colour(other), eye)), `${one} and ${other}`).toBeGreaterThan(apartMin);
      }
    }
  });

  test('what is written in a state’s colour can be read on every ground, also on a selected row', () => {
    for (const name of ['ok', 'degraded', 'faulty', 'offline', 'major', 'minor', 'warning']) expect(least(name, [...grounds, 'accent-soft']), name).toBeGreaterThan(4.5);
    expect(contrast(colour('critical'), colour('critical-ink'))).toBeGreaterThan(4.5);
  });

  test('what is only drawn can be seen on every ground', () => {
    for (const name of ['unknown', 'critical']) expect(least(name, grounds), name).toBeGreaterThan(3);
  });
});
