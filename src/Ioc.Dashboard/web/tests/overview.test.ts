import { describe, expect, test } from 'vitest';
import type { OverviewChanges, OverviewSnapshot } from '../src/api/types';
import { badness, countByKind, shade, troubleByUnit } from '../src/state/counts';
import { applyAlert, applyChanges, fromSnapshot } from '../src/state/overview';
import { alert } from './samples';

function snapshot(): OverviewSnapshot {
  return {
    scope: 'overview', version: 17, at: 1000, registryVersion: 3,
    twins: {
      id: ['loa-1', 'wifi-1', 'tram-1'], handle: [7, 9, 12], kind: [1, 2, 3], name: ['Loa 1', 'Wi-Fi 1', 'Trạm 1'], unit: ['14758', '14758', '14760'],
      lat: [19.8, 19.81, 19.9], lon: [105.7, 105.71, 105.8], health: [1, 4, 1], conditions: [[], ['offline'], []], lastSeen: [900, 0, 950], playing: [0, 0, 0],
    },
    alerts: [alert({ id: 'a1' })], broadcasts: [],
  };
}

function changes(over: Partial<OverviewChanges> = {}): OverviewChanges {
  return { scope: 'overview', from: 17, version: 18, at: 2000, registryVersion: 3, twins: [], alerts: [], broadcasts: [], ...over };
}

describe('a snapshot', () => {
  test('becomes columns that handles and ids lead into', () => {
    const overview = fromSnapshot(snapshot());
    expect(overview.count).toBe(3);
    expect(overview.rowByHandle.get(9)).toBe(1);
    expect(overview.rowById.get('tram-1')).toBe(2);
    expect(overview.lastSeen[1]).toBe(0);
    expect([...overview.health]).toEqual([1, 4, 1]);
  });

  test('with a short column is a bug and says which', () => {
    const broken = snapshot();
    broken.twins.health.pop();
    expect(() => fromSnapshot(broken)).toThrow('column health');
  });

  test('leaves out alerts that have cleared', () => {
    const overview = fromSnapshot({ ...snapshot(), alerts: [alert({ id: 'a1', state: 'cleared' })] });
    expect(overview.alerts.size).toBe(0);
  });
});

describe('changes', () => {
  test('of the version we have apply and name their rows', () => {
    const overview = fromSnapshot(snapshot());
    const applied = applyChanges(overview, changes({ twins: [[12, 3, ['cell-down'], 1900, 1]] }));
    expect(applied).toEqual({ outcome: 'applied', rows: [2], alertsChanged: false, broadcastsChanged: false });
    expect([overview.health[2], overview.playing[2], overview.lastSeen[2], overview.version]).toEqual([3, 1, 1900, 18]);
    expect(overview.conditions[2]).toEqual(['cell-down']);
  });

  test('that are empty move the version: the heartbeat', () => {
    const overview = fromSnapshot(snapshot());
    expect(applyChanges(overview, changes({ version: 17 })).outcome).toBe('applied');
    expect(overview.at).toBe(2000);
  });

  test('from a later version are a gap and change nothing', () => {
    const overview = fromSnapshot(snapshot());
    expect(applyChanges(overview, changes({ from: 18, version: 19, twins: [[7, 4, [], 0, 0]] })).outcome).toBe('gap');
    expect([overview.version, overview.health[0]]).toEqual([17, 1]);
  });

  test('older than the snapshot are dropped without asking again', () => {
    const overview = fromSnapshot(snapshot());
    expect(applyChanges(overview, changes({ from: 15, version: 16, twins: [[7, 4, [], 0, 0]] })).outcome).toBe('stale');
    expect(overview.health[0]).toBe(1);
  });

  test('that straddle our version are a gap', () => {
    expect(applyChanges(fromSnapshot(snapshot()), changes({ from: 15, version: 20 })).outcome).toBe('gap');
  });

  test('of a device we do not know, or of another registry, are a gap and apply no half', () => {
    const overview = fromSnapshot(snapshot());
    expect(applyChanges(overview, changes({ twins: [[7, 4, [], 0, 0], [99, 1, [], 0, 0]] })).outcome).toBe('gap');
    expect(overview.health[0]).toBe(1);
    expect(applyChanges(overview, changes({ registryVersion: 4 })).outcome).toBe('gap');
  });

  test('clear an alert by removing it, and an older word about it loses', () => {
    const overview = fromSnapshot(snapshot());
    applyChanges(overview, changes({ alerts: [alert({ id: 'a1', state: 'cleared', version: 5 })] }));
    expect(overview.alerts.size).toBe(0);
    const alerts = new Map([['a2', alert({ id: 'a2', version: 9, state: 'acknowledged' })]]);
    applyAlert(alerts, alert({ id: 'a2', version: 8, state: 'raised' }));
    expect(alerts.get('a2')?.state).toBe('acknowledged');
  });
});

describe('counts', () => {
  test('are by kind and health', () => {
    const [loudspeakers, hotspots] = countByKind(fromSnapshot(snapshot()));
    expect(loudspeakers).toEqual({ total: 1, byHealth: [0, 1, 0, 0, 0] });
    expect(hotspots?.byHealth[4]).toBe(1);
  });

  test('of trouble are by unit', () => {
    expect(troubleByUnit(fromSnapshot(snapshot())).get('14758')).toEqual({ total: 2, trouble: 1, severe: 1 });
  });

  test('never paint a commune darkest for few devices', () => {
    expect(shade({ total: 1, trouble: 1, severe: 1 })).toBe(3);
    expect(shade({ total: 40, trouble: 40, severe: 40 })).toBe(4);
    expect(shade({ total: 40, trouble: 0, severe: 0 })).toBe(0);
    expect(shade({ total: 0, trouble: 0, severe: 0 })).toBe(-1);
  });

  test('call faulty the worst', () => {
    expect([0, 1, 2, 3, 4].sort((a, b) => badness(b) - badness(a))).toEqual([3, 4, 2, 0, 1]);
  });
});
