// The order of the devices table. It is made when the filter or the sort is, and not again under the reader's hand: what changed
// meanwhile is counted, and the order is renewed on demand, or by itself while nobody is in the table.
import { useEffect, useMemo, useRef, useState } from 'react';
import { useUnits } from '../app/units';
import { useOverview } from '../live/hooks';
import { changedSince, filterRows, sortRows } from '../state/devices';
import type { DeviceFilter, DeviceSort } from '../state/devices';
import type { Labels } from '../state/deviceLabels';
import type { Overview } from '../state/overview';
import { unitName } from '../state/units';

/** Renewing sorts 20,000 rows: a few times a minute is as new as a table needs to be. */
const renewEveryMs = 5_000;

export interface DeviceRows {
  overview: Overview | null;
  rows: readonly number[];
  /** Devices whose health changed since the order was made. */
  stale: number;
  renew: () => void;
}

interface Order {
  overview: Overview;
  rows: number[];
  health: Uint8Array;
}

export function useDeviceRows(filter: DeviceFilter, sort: DeviceSort, reversed: boolean, labels: Labels | null, held: boolean): DeviceRows {
  const units = useUnits();
  const { value: overview, tick } = useOverview();
  const [turn, setTurn] = useState(0);
  const order = useMemo<Order | null>(() => overview && {
    overview,
    rows: sortRows(overview, filterRows(overview, filter, labels), sort, { unit: (code) => unitName(units, code), labels }, reversed),
    health: overview.health.slice(),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the turn renews the order of an overview that changes in place
  }, [overview, filter, labels, sort, reversed, units, turn]);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the overview changes in place; its tick says when
  const stale = useMemo(() => (order ? changedSince(order.overview, order.health) : 0), [order, tick]);
  const latest = useRef({ held, stale });
  useEffect(() => { latest.current = { held, stale }; });
  useEffect(() => {
    const timer = setInterval(() => { if (!latest.current.held && latest.current.stale > 0) setTurn((old) => old + 1); }, renewEveryMs);
    return () => clearInterval(timer);
  }, []);
  return { overview, rows: order?.rows ?? [], stale, renew: () => setTurn((old) => old + 1) };
}
