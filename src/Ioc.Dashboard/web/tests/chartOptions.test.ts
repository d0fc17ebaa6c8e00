import { expect, test } from 'vitest';
import { vi } from '../src/i18n/vi';
import type { Words } from '../src/i18n';
import { dayStart } from '../src/audit/changes';
import { dateOf } from '../src/format/time';

// Another machine's zone, before anything reads it.
process.env['TZ'] = 'America/New_York';
Object.assign(globalThis, { document: { documentElement: {} }, getComputedStyle: () => ({ getPropertyValue: () => ' #000 ' }) });

const words = { t: (key: string) => key, word: (_: string, key: string) => key, language: 'vi' } as unknown as Words;

test('a chart counts its hours and days in Việt Nam, wherever it is looked at', async () => {
  const { chartOptions } = await import('../src/series/chartOptions');
  const plotted = { field: 'rtt_ms', lines: 1, bounds: [], span: { current: { from: 0, to: 1 } }, onCursor: () => undefined, onZoom: () => undefined };
  const { tzDate } = chartOptions(plotted, 300, words);
  const evening = tzDate?.(Date.parse('2026-11-28T17:30:00Z') / 1000);
  expect([evening?.getDate(), evening?.getHours(), evening?.getMinutes()]).toEqual([29, 0, 30]);
});

test('a day of a date field is a day in Việt Nam', () => {
  expect(dayStart('2026-11-29')).toBe(Date.parse('2026-11-28T17:00:00Z'));
  expect(dayStart('2026-11-29', 1)).toBe(Date.parse('2026-11-29T17:00:00Z'));
  expect(dateOf('2026-11-28T17:00:00Z')).toBe('29/11/2026');
  expect(dateOf(null)).toBe('–');
});

test('a device’s messages and the spoken bulletins have words of their own', () => {
  expect(JSON.stringify([vi.telemetry, { ...vi.rejections, reasons: { ...vi.rejections.reasons, unknown_broadcast: '' } }, vi.device.messages, vi.settings]).toLowerCase()).not.toContain('bản tin');
  expect(JSON.stringify([vi.broadcasts, vi.compose]).toLowerCase()).not.toContain('gói tin');
  expect(JSON.stringify([vi.telemetry, vi.condition]).toLowerCase()).not.toContain('nhật ký');
});

test('a few points close together are drawn as points, many only where each has room', async () => {
  const { showsPoints } = await import('../src/series/chartOptions');
  const plot = (at: number[]) => ({ data: [at, at.map(() => 1)], valToPos: (value: number) => value }) as unknown as Parameters<typeof showsPoints>[0];
  expect(showsPoints(plot([0, 1]), 1, 0, 1)).toBe(true);
  const close = Array.from({ length: 20 }, (_, at) => at);
  expect(showsPoints(plot(close), 1, 0, 19)).toBe(false);
  expect(showsPoints(plot(close.map((at) => at * 10)), 1, 0, 19)).toBe(true);
});
