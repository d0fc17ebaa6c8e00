import { expect, test } from 'vitest';
import { changesOf, dayStart } from '../src/audit/changes';
import { auditWords } from '../src/audit/words';

test('only what differs is shown, nested members under their path', () => {
  expect(changesOf({ name: 'Loa đình', place: { lat: 19.8, lon: 105.7 }, tags: ['a'] }, { name: 'Loa chợ', place: { lat: 19.8, lon: 105.8 }, tags: ['a', 'b'] })).toEqual([
    { field: 'name', before: 'Loa đình', after: 'Loa chợ' },
    { field: 'place.lon', before: '105.7', after: '105.8' },
    { field: 'tags', before: 'a', after: 'a, b' },
  ]);
});

test('what is new or gone has one side only', () => {
  expect(changesOf(null, { graceHours: 24 })).toEqual([{ field: 'graceHours', before: null, after: '24' }]);
  expect(changesOf({ name: 'x', note: null }, null)).toEqual([{ field: 'name', before: 'x', after: null }]);
  expect(changesOf(null, null)).toEqual([]);
});

test('a document deeper than ours ends', () => {
  let deep: { a: unknown } | string = 'end';
  for (let i = 0; i < 50; i++) deep = { a: deep };
  expect(changesOf(null, deep as never)).toHaveLength(1);
});

test('a day begins at midnight in the province', () => {
  expect(dayStart('2026-11-28')).toBe(Date.parse('2026-11-27T17:00:00Z'));
  expect(dayStart('2026-11-28', 1)).toBe(Date.parse('2026-11-28T17:00:00Z'));
  expect(dayStart('')).toBeNull();
  expect(dayStart('28/11/2026')).toBeNull();
});

test('every action belongs to a noun that can be filtered by', () => {
  const nouns = Object.keys(auditWords.vi.nouns);
  for (const action of Object.keys(auditWords.vi.actions)) expect(nouns, action).toContain(action.split('_')[0]);
});
