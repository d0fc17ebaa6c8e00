import type { Alert } from '../src/api/types';

export function alert(over: Partial<Alert>): Alert {
  return {
    id: 'a', condition: 'offline', deviceId: 'loa-1', deviceKind: 'loudspeaker', deviceName: 'Loa 1', unitCode: '14758', latitude: null, longitude: null,
    state: 'raised', severity: 'major', alarmType: 'communicationsAlarm', probableCause: 'lossOfSignal', specificProblem: null, textVi: 'Mất kết nối', textEn: 'Offline',
    proposedRepairVi: null, proposedRepairEn: null, serviceAffecting: true, observedValue: null, thresholdValue: null, raisedAt: '2026-11-22T08:00:00+07:00',
    changedAt: '2026-11-22T08:00:00+07:00', acknowledgedAt: null, acknowledgedBy: null, clearedAt: null, affectedHamlets: [], affectedPeople: null, version: 1, ...over,
  };
}

/** A browser's store, that one can look into. */
export function storage() {
  const map = new Map<string, string>();
  return { getItem: (key: string) => map.get(key) ?? null, setItem: (key: string, value: string) => { map.set(key, value); }, removeItem: (key: string) => { map.delete(key); }, map };
}
