import { expect, test } from 'vitest';
import { pageKey, sectionKey, titleOf } from '../src/state/titles';
import { vi } from '../src/i18n/vi';

test('a page about one thing is named after the thing', () => {
  expect(titleOf('Cụm loa Mây Thượng 1', 'Thiết bị', 'Điều hành')).toBe('Cụm loa Mây Thượng 1 · Thiết bị · Điều hành');
});

test('a name that is not known yet leaves no gap, and none is said twice', () => {
  expect(titleOf(null, 'Thiết bị', 'Điều hành')).toBe('Thiết bị · Điều hành');
  expect(titleOf('', 'Thiết bị', 'Điều hành')).toBe('Thiết bị · Điều hành');
  expect(titleOf('Thiết bị', 'Thiết bị', 'Điều hành')).toBe('Thiết bị · Điều hành');
});

test('every page has its own section, and an unknown address is no overview', () => {
  expect(sectionKey('/')).toBe('rail.overview');
  expect(sectionKey('/people/an')).toBe('access.people.title');
  expect(sectionKey('/account')).toBe('access.account.title');
  expect(sectionKey('/broadcasts/b-1')).toBe('rail.broadcasts');
  expect(sectionKey('/broadcasts/new')).toBe('compose.title');
  expect(sectionKey('/nowhere')).toBe('problem.page');
});

test('every section has a word', () => {
  const word = (key: string) => key.split('.').reduce<unknown>((tree, part) => (tree as Record<string, unknown>)[part], vi);
  for (const path of ['/', '/account', '/alerts', '/audit', '/broadcasts', '/broadcasts/new', '/claim', '/devices', '/people', '/provisioning', '/rejections', '/settings', '/units', '/wall', '/nowhere'])
    expect(typeof word(sectionKey(path)), path).toBe('string');
});

test('two things of a kind are one page, a list and one of it are two', () => {
  expect(pageKey('/devices/a')).toBe(pageKey('/devices/b'));
  expect(new Set(['/devices', '/devices/a', '/broadcasts', '/broadcasts/new', '/broadcasts/b-1', '/'].map(pageKey)).size).toBe(6);
});
