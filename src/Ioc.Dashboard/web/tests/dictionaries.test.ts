import { expect, test } from 'vitest';
import i18next from 'i18next';
import { startLanguagesFor, withCount } from '../src/i18n';
import { en } from '../src/i18n/en';
import { vi } from '../src/i18n/vi';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [below, text] of leaves(value, `${prefix}${key}.`)) found.set(below, text);
  }
  return found;
}

const vietnamese = leaves(vi);
const english = leaves(en);
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

test('both languages have the same keys', () => {
  // English nouns have a form for one; it stands beside the form for many.
  const isSingular = (key: string) => key.endsWith('_one') && vietnamese.has(key.slice(0, -'_one'.length));
  expect([...english.keys()].filter((key) => !isSingular(key)).sort()).toEqual([...vietnamese.keys()].sort());
});

test('no word is empty', () => {
  for (const words of [vietnamese, english]) for (const [key, text] of words) expect(text.trim(), key).not.toBe('');
});

test('both languages leave the same holes for values', () => {
  for (const [key, text] of vietnamese) {
    // A sentence may leave a value out where the language says it otherwise, but never ask for one that nobody gives.
    expect(holes(english.get(key) ?? ''), key).toEqual(holes(text));
  }
});

test('one is said in the singular, however the number is written', async () => {
  await startLanguagesFor('en');
  expect(i18next.t('devices.count', withCount({ n: 1 }))).toBe('1 device');
  expect(i18next.t('devices.count', withCount({ n: '1,204' }))).toBe('1,204 devices');
  await i18next.changeLanguage('vi');
  expect(i18next.t('devices.count', withCount({ n: '1' }))).toBe('1 thiết bị');
});

test('no sentence shouts', () => {
  for (const words of [vietnamese, english]) for (const [key, text] of words) expect(text, key).not.toContain('!');
});
