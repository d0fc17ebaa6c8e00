import { expect, test } from 'vitest';
import { beginDraft, dropDraft, emptyDraft, loadDraft, saveDraft } from '../src/state/keptDraft';
import { storage } from './samples';

test('what was typed comes back, with its id, for the one who typed it', () => {
  const store = storage();
  const begun = beginDraft(null, ['99001'], [], 1000);
  expect(saveDraft(store, 'lan', { ...begun, draft: { ...begun.draft, text: 'Sơ tán ngay' }, attempted: true })).toBe(true);
  const back = loadDraft(store, 'lan', 2000);
  expect(back).toMatchObject({ id: begun.id, attempted: true, draft: { text: 'Sơ tán ngay', units: ['99001'] } });
  expect(loadDraft(store, 'minh', 2000)).toBeNull();
  expect(beginDraft(back, ['99002', '99001'], ['loa-1'], 3000).draft).toMatchObject({ units: ['99001', '99002'], devices: ['loa-1'], text: 'Sơ tán ngay' });
  dropDraft(store, 'lan');
  expect(loadDraft(store, 'lan', 2000)).toBeNull();
});

test('nothing written, an old one, or nonsense is no draft', () => {
  const store = storage();
  saveDraft(store, 'lan', { id: 'b-1', draft: emptyDraft, savedAt: 0, attempted: false });
  expect(store.map.size).toBe(0);
  saveDraft(store, 'lan', { id: 'b-1', draft: { ...emptyDraft, title: 'x' }, savedAt: 0, attempted: false });
  expect(loadDraft(store, 'lan', 8 * 86_400_000)).toBeNull();
  for (const text of ['{', '17', '{"id":"a","savedAt":1,"draft":{"title":1}}']) {
    store.map.set('ioc.draft.lan', text);
    expect(loadDraft(store, 'lan', 1)).toBeNull();
  }
});

test('a browser without room says so instead of failing', () => {
  const full = { ...storage(), setItem: () => { throw new Error('quota'); } };
  expect(saveDraft(full, 'lan', { id: 'b-1', draft: { ...emptyDraft, title: 'x' }, savedAt: 0, attempted: false })).toBe(false);
});
