import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Asker } from '../src/live/asker';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('what failed is asked for again after longer and longer waits, up to fifteen seconds, and no more once it came', () => {
  const ask = vi.fn();
  const asker = new Asker(ask, () => 1);
  for (const waitMs of [500, 1000, 2000, 4000, 8000, 15_000, 15_000]) {
    asker.answered(true);
    vi.advanceTimersByTime(waitMs - 1);
    expect(ask).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(ask).toHaveBeenCalledOnce();
    ask.mockClear();
  }
  asker.answered(false);
  vi.advanceTimersByTime(60_000);
  expect(ask).not.toHaveBeenCalled();
  asker.answered(true);
  vi.advanceTimersByTime(500);
  expect(ask).toHaveBeenCalledOnce();
});

test('what failed is asked for at once when the line is back, once', () => {
  const ask = vi.fn();
  const asker = new Asker(ask, () => 1);
  asker.see('down', null);
  asker.answered(true);
  asker.see('connecting', null);
  expect(ask).not.toHaveBeenCalled();
  asker.see('up', null);
  expect(ask).toHaveBeenCalledOnce();
  asker.see('up', 1);
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledOnce();
});

test('a line that comes back asks for nothing that is there', () => {
  const ask = vi.fn();
  const asker = new Asker(ask, () => 1);
  asker.answered(false);
  asker.see('down', 1);
  asker.see('up', 1);
  vi.advanceTimersByTime(60_000);
  expect(ask).not.toHaveBeenCalled();
});

test('many new registries are one more question, within five seconds', () => {
  const ask = vi.fn();
  const asker = new Asker(ask, () => 1);
  asker.answered(false);
  for (const version of [7, 7, 8, 9, 9, 12]) asker.see('up', version);
  expect(ask).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5_000);
  expect(ask).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(60_000);
  expect(ask).toHaveBeenCalledOnce();
});

test('a screen that closed asks no more', () => {
  const ask = vi.fn();
  const asker = new Asker(ask, () => 1);
  asker.answered(true);
  asker.stop();
  vi.advanceTimersByTime(60_000);
  expect(ask).not.toHaveBeenCalled();
});
