import { expect, test } from 'vitest';
import { bytes } from '../src/format/numbers';

test('bytes take the unit that leaves one to three digits', () => {
  expect(bytes(0, 'en')).toBe('0\u202fB');
  expect(bytes(999, 'en')).toBe('999\u202fB');
  expect(bytes(1_500, 'vi')).toBe('1,5\u202fkB');
  expect(bytes(999_600, 'en')).toBe('1\u202fMB');
  expect(bytes(4_600_000_000, 'en')).toBe('4.6\u202fGB');
  expect(bytes(2e15, 'en')).toBe('2,000\u202fTB');
});
