// The live province in the browser: one snapshot in columns, then changes by handle.
//
// 20,000 twins as objects in React state would be copied several times a second. They live here instead, in typed arrays that
// are changed in place and owned by live/liveStore.ts; drawing is told only "version moved" and which rows did.
//
// The rule of versions (docs/api.md): a batch applies only where its `from` is the version we have. One that is not newer was
// already in the snapshot and is dropped; any other gap, and any row we do not know, means: subscribe again.
import type { Alert, Broadcast, OverviewChanges, OverviewSnapshot } from '../api/types';

export interface Overview {
  version: number;
  registryVersion: number;
  /** Server time of the latest batch, Unix ms. */
  at: number;
  readonly count: number;
  readonly id: readonly string[];
  readonly name: readonly string[];
  readonly unit: readonly string[];
  readonly handle: Int32Array;
  readonly kind: Uint8Array;
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly health: Uint8Array;
  readonly playing: Uint8Array;
  /** Unix ms; 0 where never seen. */
  readonly lastSeen: Float64Array;
  readonly conditions: (readonly string[])[];
  readonly rowByHandle: ReadonlyMap<number, number>;
  readonly rowById: ReadonlyMap<string, number>;
  /** Open alerts only: a cleared one leaves. */
  readonly alerts: Map<string, Alert>;
  readonly broadcasts: Map<string, Broadcast>;
}

export type Applied =
  | { outcome: 'applied'; rows: number[]; alertsChanged: boolean; broadcastsChanged: boolean }
  | { outcome: 'stale' }
  | { outcome: 'gap' };

export function fromSnapshot(snapshot: OverviewSnapshot): Overview {
  const { twins } = snapshot;
  const count = twins.id.length;
  assertEqualLengths(twins, count);
  const rowByHandle = new Map<number, number>();
  const rowById = new Map<string, number>();
  twins.handle.forEach((handle, row) => rowByHandle.set(handle, row));
  twins.id.forEach((id, row) => rowById.set(id, row));
  return {
    version: snapshot.version,
    registryVersion: snapshot.registryVersion,
    at: snapshot.at,
    count,
    id: twins.id,
    name: twins.name,
    unit: twins.unit,
    handle: Int32Array.from(twins.handle),
    kind: Uint8Array.from(twins.kind),
    lat: Float64Array.from(twins.lat),
    lon: Float64Array.from(twins.lon),
    health: Uint8Array.from(twins.health),
    playing: Uint8Array.from(twins.playing),
    lastSeen: Float64Array.from(twins.lastSeen, (at) => at ?? 0),
    conditions: [...twins.conditions],
    rowByHandle,
    rowById,
    alerts: new Map(snapshot.alerts.filter((alert) => alert.state !== 'cleared').map((alert) => [alert.id, alert])),
    broadcasts: new Map(snapshot.broadcasts.map((broadcast) => [broadcast.id, broadcast])),
  };
}

/** Changes the overview in place; checks everything first, so that a refused batch leaves it untouched. */
export function applyChanges(overview: Overview, changes: OverviewChanges): Applied {
  if (changes.version <= overview.version && changes.from < overview.version) return { outcome: 'stale' };
  if (changes.from !== overview.version) return { outcome: 'gap' };
  if (changes.registryVersion !== overview.registryVersion) return { outcome: 'gap' };
  if (changes.twins.some(([handle]) => !overview.rowByHandle.has(handle))) return { outcome: 'gap' };

  const rows: number[] = [];
  for (const [handle, health, conditions, lastSeen, playing] of changes.twins) {
    const row = overview.rowByHandle.get(handle);
    if (row === undefined) continue;
    overview.health[row] = health;
    overview.conditions[row] = conditions;
    overview.lastSeen[row] = lastSeen ?? 0;
    overview.playing[row] = playing;
    rows.push(row);
  }
  for (const alert of changes.alerts) applyAlert(overview.alerts, alert);
  for (const broadcast of changes.broadcasts) overview.broadcasts.set(broadcast.id, broadcast);
  overview.version = changes.version;
  overview.at = changes.at;
  return {
    outcome: 'applied',
    rows,
    alertsChanged: changes.alerts.length > 0,
    broadcastsChanged: changes.broadcasts.length > 0,
  };
}

/** An answer of HTTP may overtake the hub or the hub the answer: the higher version wins. */
export function applyAlert(alerts: Map<string, Alert>, alert: Alert): void {
  const known = alerts.get(alert.id);
  if (known && known.version > alert.version) return;
  if (alert.state === 'cleared') alerts.delete(alert.id);
  else alerts.set(alert.id, alert);
}

function assertEqualLengths(twins: OverviewSnapshot['twins'], count: number): void {
  for (const [column, values] of Object.entries(twins)) {
    if (!Array.isArray(values) || values.length !== count) throw new Error(`BUG: column ${column} has another length than id`);
  }
}
