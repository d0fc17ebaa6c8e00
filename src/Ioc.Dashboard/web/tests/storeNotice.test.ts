import { describe, expect, it } from 'vitest';
import type { SystemFigures, TelemetryFigures } from '../src/api/types';
import { storeNotice } from '../src/app/storeNotice';
import { span } from '../src/format/time';

const system: SystemFigures = {
  version: '1', startedAt: '2026-11-22T08:00:00Z', devices: 1, registryVersion: 1, storePosition: 1, journalPosition: 1, messagesTotal: 1, rejectionsTotal: 0, connections: 1, deviceEdgeProblem: null,
  journalBytes: 1, journalQuotaBytes: 10, journalSecondsLeft: 7_200, journalRoom: 'ample', messagesShed: 0, storeTrouble: null, storeTroubleSince: null, auditFault: null,
};
const telemetry: TelemetryFigures = {
  fileBytes: 1, diskFreeBytes: 1, bytesPerPoint: null, settledBytes: null, fullInDays: null, levels: [], forwarding: null, refusing: null,
};
const forwarding = { server: 's', version: '', problem: 'away', since: '2026-11-22T09:00:00Z', pointsSent: 0, pointsRefused: 0, rowsWaiting: 5, waitingPercent: 1, secondsLeft: 9_000 };

describe('what the banner says of the stores', () => {
  it('is nothing while all is well, or not known yet', () => {
    expect(storeNotice(system, telemetry)).toBeNull();
    expect(storeNotice(null, null)).toBeNull();
    expect(storeNotice(system, { ...telemetry, forwarding: { ...forwarding, problem: null } })).toBeNull();
  });

  it('names a store that refuses, since when, and for how long there is room', () => {
    expect(storeNotice({ ...system, storeTrouble: 'disk full', storeTroubleSince: '2026-11-22T09:00:00Z' }, telemetry))
      .toEqual({ kind: 'trouble', why: 'disk full', since: '2026-11-22T09:00:00Z', secondsLeft: 7_200 });
  });

  it('tells the worst alone', () => {
    const troubled = { ...system, storeTrouble: 'disk full' };
    const waiting = { ...telemetry, forwarding };
    expect(storeNotice(system, waiting)).toMatchObject({ kind: 'waits', secondsLeft: 9_000 });
    expect(storeNotice(troubled, waiting)?.kind).toBe('trouble');
    expect(storeNotice({ ...troubled, journalRoom: 'scarce' }, waiting)?.kind).toBe('scarce');
    expect(storeNotice({ ...troubled, journalRoom: 'none' }, waiting)).toMatchObject({ kind: 'none', secondsLeft: null });
    expect(storeNotice({ ...troubled, journalRoom: 'none' }, { ...waiting, refusing: 'disk full' })?.kind).toBe('refusing');
    expect(storeNotice({ ...troubled, deviceEdgeProblem: 'broker away' }, waiting)).toMatchObject({ kind: 'deaf', why: 'broker away' });
  });
});

describe('how long there is room', () => {
  it('is in hours and minutes, then in whole days', () => {
    expect(span(5_400, 'vi')).toBe('1 giờ 30 phút');
    expect(span(172_799, 'en')).toBe('47 h 59 min');
    expect(span(200_000, 'vi')).toBe('2 ngày');
    expect(span(864_000, 'en')).toBe('10 days');
  });
});
