import { expect, test } from 'vitest';
import { csv } from '../src/state/csv';
import { readLabels } from '../src/state/deviceLabels';
import { changedSince, filterRows, sortRows } from '../src/state/devices';
import { fromSnapshot } from '../src/state/overview';
import { chooseAll, move, noSelection, through, toggle } from '../src/state/selection';

const overview = () => fromSnapshot({
  scope: 'overview', version: 1, at: 0, registryVersion: 1, alerts: [], broadcasts: [],
  twins: {
    id: ['c', 'a', 'b'], handle: [7, 8, 9], kind: [1, 2, 1], name: ['Loa 10', 'Chợ Đầm', 'Loa 9'], unit: ['u1', 'u2', 'u1'], lat: [0, 0, 0], lon: [0, 0, 0],
    health: [1, 4, 3], conditions: [[], ['offline'], ['speaker-line-open']], lastSeen: [30, 10, 0], playing: [0, 0, 0],
  },
});
const labels = readLabels({ registryVersion: 1, vendors: ['Anh', 'Bình'], tags: ['lũ'], handle: [7, 8, 9], vendor: [1, -1, 0], tag: [[0], [], []] });
const anything = { kind: null, health: null, trouble: false, text: '' };
const names = { unit: (code: string) => (code === 'u1' ? 'Xã Yên' : 'Xã Ân'), labels };
const sorted = (by: Parameters<typeof sortRows>[2], reversed = false) => {
  const all = overview();
  return sortRows(all, filterRows(all, anything), by, names, reversed).map((row) => all.id[row]).join('');
};

test('every column sorts, both ways, and names break ties in number order', () => {
  expect(sorted('health')).toBe('bac');
  expect(sorted('name')).toBe('abc');
  expect(sorted('name', true)).toBe('cba');
  expect(sorted('id')).toBe('abc');
  expect(sorted('kind')).toBe('bca');
  expect(sorted('unit')).toBe('abc');
  expect(sorted('reasons')).toBe('abc');
  expect(sorted('vendor')).toBe('bca');
  expect(sorted('lastSeen')).toBe('cab');
});

test('vendor and tag filter, and show nothing while they are not known', () => {
  const all = overview();
  expect(filterRows(all, { ...anything, vendor: 'Anh' }, labels)).toEqual([2]);
  expect(filterRows(all, { ...anything, tag: 'lũ' }, labels)).toEqual([0]);
  expect(filterRows(all, { ...anything, tag: 'lũ' })).toEqual([]);
  expect(filterRows(all, { ...anything, text: 'cho dam' })).toEqual([1]);
});

test('an order knows how many devices changed since it was made', () => {
  const all = overview();
  const before = all.health.slice();
  expect(changedSince(all, before)).toBe(0);
  all.health[0] = 3;
  expect(changedSince(all, before)).toBe(1);
});

test('the keyboard walks, extends and stops at the ends', () => {
  const order = ['a', 'b', 'c', 'd'];
  const first = move(noSelection, order, 1, false);
  expect(first.cursor).toBe('a');
  const extended = move(move(first, order, 1, true), order, 1, true);
  expect([...extended.chosen]).toEqual(['a', 'b', 'c']);
  expect(move(extended, order, 99, false).cursor).toBe('d');
  expect(move(extended, order, -99, false).cursor).toBe('a');
  expect(move(noSelection, [], 1, false)).toBe(noSelection);
});

test('a box toggles, Shift takes the range, and a row that left the table is no anchor', () => {
  const order = ['a', 'b', 'c'];
  const one = toggle(noSelection, 'c');
  expect([...through(one, order, 'a').chosen].sort()).toEqual(['a', 'b', 'c']);
  expect([...toggle(one, 'c').chosen]).toEqual([]);
  expect([...through({ ...one, anchor: 'gone' }, order, 'a').chosen].sort()).toEqual(['a', 'c']);
  expect(chooseAll(one, order).chosen.size).toBe(3);
});

test('a file keeps letters, commas and quotes, and no cell becomes a formula', () => {
  expect(csv(['tên', 'n'], [['Đình "Cả", thôn 1', 2], ['=HYPERLINK("x")', null], ['-5', -5]])).toBe(
    '\ufefftên,n\r\n"Đình ""Cả"", thôn 1",2\r\n"\'=HYPERLINK(""x"")",\r\n\'-5,-5\r\n');
});
