import { expect, test } from 'vitest';
import { problemOf } from '../src/api/problem';
import { queryString } from '../src/api/client';
import type { Broadcast } from '../src/api/types';
import { reconnectDelayMs } from '../src/live/backoff';
import { phase, shownCounts, shownDelivery } from '../src/state/broadcasts';
import { holdMs, missing, spokenSeconds } from '../src/state/draft';
import { freshness, lostAfterMs } from '../src/state/freshness';
import { foldText } from '../src/state/search';
import { unitPath, unitTree, unitsBelow } from '../src/state/units';
import { readSelection, writeSelection } from '../src/app/address';

test('waits to reconnect grow, spread, and end at fifteen seconds', () => {
  expect(reconnectDelayMs(0, () => 0)).toBe(250);
  expect(reconnectDelayMs(3, () => 1)).toBe(4000);
  expect(reconnectDelayMs(1000, () => 1)).toBe(15_000);
  expect(reconnectDelayMs(1000, () => 0)).toBe(250);
});

test('freshness is live within a heartbeat, then slow, then lost', () => {
  expect(freshness('up', 0, 6_000)).toEqual({ state: 'live' });
  expect(freshness('up', 0, 12_400)).toEqual({ state: 'slow', seconds: 12 });
  expect(freshness('up', 0, lostAfterMs + 1)).toEqual({ state: 'lost', seconds: 21 });
  expect(freshness('down', 0, 9_000)).toEqual({ state: 'lost', seconds: 9 });
  expect(freshness('connecting', null, 5)).toEqual({ state: 'starting' });
  expect(freshness('down', null, 5)).toEqual({ state: 'lost', seconds: null });
  expect(freshness('up', 0, 30_000, true)).toEqual({ state: 'refused' });
  expect(freshness('down', 0, 9_000, true)).toEqual({ state: 'lost', seconds: 9 });
});

test('a clock that jumps back is no silence', () => {
  expect(freshness('up', 10_000, 4_000)).toEqual({ state: 'live' });
});

test('a problem document names its refusal; a page of a proxy none', () => {
  const refused = problemOf(429, '{"type":"urn:ioc:problem:tooManyAttempts","title":"Too Many Requests","detail":"Too many attempts: wait 2 minutes.","args":{"n":2,"odd":[]}}');
  expect(refused).toMatchObject({ kind: 'tooMany', refusal: 'tooManyAttempts', args: { n: 2 }, detail: 'Too many attempts: wait 2 minutes.' });
  expect(problemOf(502, '<html>')).toMatchObject({ kind: 'server', refusal: null, detail: null });
  expect(problemOf(401, '')).toMatchObject({ kind: 'signedOut', refusal: null });
  expect(problemOf(400, '"text"')).toMatchObject({ kind: 'refused', refusal: null, args: {} });
});

test('an address repeats a list and leaves out what is empty', () => {
  expect(queryString({ device: 'a', metric: ['x', 'y'], unit: null, q: '' })).toBe('?device=a&metric=x&metric=y');
});

test('a selection goes into the address and comes out the same', () => {
  expect(readSelection(writeSelection({ type: 'device', id: 'loa:1' }))).toEqual({ type: 'device', id: 'loa:1' });
  expect(readSelection('x:1')).toBeNull();
  expect(readSelection('d')).toBeNull();
});

test('typing without marks finds Vietnamese names', () => {
  expect(foldText('Phường Đông Sơn')).toBe('phuong dong son');
});

const unit = (code: string, parentCode: string | null) => ({ code, name: code, fullName: code, level: '', parentCode, latitude: null, longitude: null, population: null, hasGridPower: null });

test('units are a tree, and a cycle in the data ends', () => {
  const tree = unitTree([unit('38', null), unit('14758', '38'), unit('a', 'b'), unit('b', 'a')]);
  expect([...unitsBelow(tree, '38')]).toEqual(['38', '14758']);
  expect(unitPath(tree, '14758').map((one) => one.code)).toEqual(['38', '14758']);
  expect(unitsBelow(tree, 'a').size).toBe(2);
  expect(unitPath(tree, 'a')).toHaveLength(2);
});

const broadcast: Broadcast = {
  id: 'b', level: 'routine', title: '', text: '', exercise: false, units: [], devices: [], volumePercent: 70, createdBy: '', createdAt: '2026-11-22T08:00:00Z', expiresAt: '2026-11-22T09:00:00Z',
  cancelledAt: null, cancelledBy: null, audioPath: '/media/a.wav', audioSeconds: 1, audioKind: 'speech', counts: {}, heard: 0, total: 2, version: 1,
};
const nine = Date.parse('2026-11-22T09:00:00Z');

test('a broadcast runs while a cluster may still play it', () => {
  expect(phase({ ...broadcast, counts: { queued: 2 } }, nine - 1)).toBe('running');
  expect(phase({ ...broadcast, counts: { queued: 2 } }, nine)).toBe('expired');
  expect(phase({ ...broadcast, counts: { queued: 1, playing: 1 } }, nine)).toBe('running');
  expect(phase({ ...broadcast, counts: { finished: 2 } }, nine - 1)).toBe('done');
  expect(phase({ ...broadcast, counts: { queued: 2 }, cancelledAt: '2026-11-22T08:30:00Z' }, nine)).toBe('cancelling');
});

test('a cancelled broadcast is not called stopped where a cluster has not said so', () => {
  const cancelled: Broadcast = { ...broadcast, cancelledAt: '2026-11-22T08:30:00Z', counts: { queued: 3, sent: 2, accepted: 1, playing: 4, finished: 5, cancelled: 6 } };
  expect(phase(cancelled, nine)).toBe('cancelling');
  expect([...shownCounts(cancelled)]).toEqual([['stopping', 6], ['playing', 4], ['finished', 5], ['cancelled', 6]]);
  expect(shownDelivery(false, 'queued')).toBe('queued');
  expect([...shownCounts({ ...cancelled, cancelledAt: null }).keys()]).toEqual(['queued', 'sent', 'accepted', 'playing', 'finished', 'cancelled']);
  // Everybody said so, or nothing can be playing any more.
  expect(phase({ ...cancelled, counts: { finished: 5, cancelled: 6 } }, nine)).toBe('cancelled');
});

test('a draft says everything it lacks at once', () => {
  const draft = { level: 'routine', title: ' ', text: '', exercise: false, units: [], devices: [], volumePercent: 70, expiresInSeconds: 60 } as const;
  const empty = { ...draft, units: [...draft.units], devices: [...draft.devices] };
  expect(missing(empty, null)).toEqual(['missingTitle', 'missingText', 'missingTarget']);
  expect(missing({ ...empty, title: 'x', text: 'y'.repeat(4001), units: ['38'] }, 0)).toEqual(['tooLong', 'noClusters']);
  expect(missing({ ...empty, title: 'x', text: 'y', units: ['38'] }, 3)).toEqual([]);
  expect([holdMs('routine', null), holdMs('priority', 99), holdMs('routine', 100), holdMs('emergency', null)]).toEqual([0, 0, 2000, 3000]);
  expect(spokenSeconds('a'.repeat(150))).toBe(10);
});
