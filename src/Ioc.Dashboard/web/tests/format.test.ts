import { expect, test } from 'vitest';
import { chartedMetrics, measure, orderedFields } from '../src/format/metrics';
import { bitRate, number, percent } from '../src/format/numbers';
import { clock, duration, exact, instant, relative } from '../src/format/time';

const noon = Date.parse('2026-11-22T12:00:00+07:00');

test('numbers are grouped as each language groups them', () => {
  expect(number(1204, 'vi')).toBe('1.204');
  expect(number(1204, 'en')).toBe('1,204');
  expect(number(96.5, 'vi', 1)).toBe('96,5');
});

test('100 % means every one and 0 % means none', () => {
  expect(percent(999, 1000, 'vi')).toBe('99\u202f%');
  expect(percent(1000, 1000, 'vi')).toBe('100\u202f%');
  expect(percent(1, 1000, 'vi')).toBe('<\u202f1\u202f%');
  expect(percent(0, 1000, 'vi')).toBe('0\u202f%');
  expect(percent(0, 0, 'vi')).toBe('–');
});

test('rates take the unit they are read in', () => {
  expect(bitRate(18_400_000, 'vi')).toBe('18,4\u202fMbit/s');
  expect(bitRate(950, 'en')).toBe('950\u202fbit/s');
});

test('times are the province’s whatever the machine’s zone is', () => {
  expect(clock(noon)).toBe('12:00');
  expect(exact(noon)).toBe('22/11/2026 12:00:00');
});

test('times are relative up to an hour, then the clock, then the date', () => {
  expect(relative(noon - 3_000, noon, 'vi')).toBe('vừa xong');
  expect(relative(noon - 12_000, noon, 'vi')).toBe('12 giây trước');
  expect(relative(noon - 59 * 60_000, noon, 'vi')).toBe('59 phút trước');
  expect(relative(noon - 3_600_000, noon, 'vi')).toBe('11:00');
  expect(relative(noon - 13 * 3_600_000, noon, 'vi')).toBe('23:00 21/11');
  expect(relative(noon - 400 * 86_400_000, noon, 'en')).toBe('18/10/2025');
});

test('a clock ahead of ours reads just now', () => {
  expect(relative(noon + 60_000, noon, 'en')).toBe('just now');
});

test('durations grow from seconds to hours', () => {
  expect([duration(45, 'vi'), duration(125, 'vi'), duration(5423, 'vi')]).toEqual(['45 giây', '2 phút 05 giây', '1 giờ 30 phút']);
});

test('nonsense is no instant', () => {
  expect([instant(null), instant('soon'), instant('1970-01-01T00:00:00Z')]).toEqual([null, null, 0]);
});

test('telemetry is measured in its field’s unit, a cell’s like its field', () => {
  expect(measure('supply_mv', 12_310, 'vi')).toBe('12,3\u202fV');
  expect(measure('cells.A1.prb_down_percent', 42, 'vi')).toBe('42\u202f%');
  expect(measure('seq', 4312, 'vi')).toBe('4312');
});

test('known fields come in the contract’s order and strange ones after them', () => {
  expect(orderedFields('hotspot', { zebra: 1, clients: 4, access_points_up: 2, cells: [] })).toEqual(['access_points_up', 'clients', 'zebra']);
});

test('a site’s charts follow the cells it reports', () => {
  expect(chartedMetrics('site', { cells: [{ id: 'A1' }, { id: 7 }] })).toContainEqual(['cells.A1.users']);
  expect(chartedMetrics('site', {}).flat().some((metric) => metric.startsWith('cells.'))).toBe(false);
});
