// Telemetry fields: which unit and how many decimals each has, and which order a twin's table shows them in.
// Names stand in the dictionaries under `metric.`; a field we do not know is shown under its own name.
import type { DeviceKindWord, TelemetryValue } from '../api/types';
import { bitRate, number, withUnit } from './numbers';
import type { Language } from './numbers';
import { duration } from './time';

export type Scale = 'plain' | 'bits' | 'millivolts' | 'duration';

interface Metric {
  unit: string;
  decimals: number;
  scale: Scale;
}

const plain = (unit: string, decimals = 0): Metric => ({ unit, decimals, scale: 'plain' });

const metrics: Record<string, Metric> = {
  volume_percent: plain('%'),
  temperature_c: plain('°C', 1),
  supply_mv: { unit: 'V', decimals: 1, scale: 'millivolts' },
  battery_percent: plain('%'),
  rssi_dbm: plain('dBm'),
  rsrp_dbm: plain('dBm'),
  played_today_s: { unit: '', decimals: 0, scale: 'duration' },
  storage_free_mb: plain('MB'),
  access_points_up: plain(''),
  access_points_total: plain(''),
  clients: plain(''),
  rx_bps: { unit: '', decimals: 1, scale: 'bits' },
  tx_bps: { unit: '', decimals: 1, scale: 'bits' },
  probe_down_bps: { unit: '', decimals: 1, scale: 'bits' },
  probe_up_bps: { unit: '', decimals: 1, scale: 'bits' },
  down_bps: { unit: '', decimals: 1, scale: 'bits' },
  up_bps: { unit: '', decimals: 1, scale: 'bits' },
  channel_utilisation_percent: plain('%'),
  rtt_ms: plain('ms', 1),
  loss_percent: plain('%', 1),
  auth_ok: plain(''),
  auth_failed: plain(''),
  users: plain(''),
  prb_down_percent: plain('%'),
  prb_up_percent: plain('%'),
};

/** Values that are counts or come in whole steps: half a person is no tick of an axis. */
export function isWhole(field: string): boolean {
  const known = metrics[field];
  return known?.scale === 'plain' && known.decimals === 0;
}

/** The name of a chart that shows two fields; null where its one field names it. */
export function groupName(charted: readonly string[]): string | null {
  if (charted.length < 2) return null;
  return charted.includes('rssi_dbm') ? 'signal' : charted.includes('rx_bps') ? 'throughput' : null;
}

/** Words stored as their position, in the order docs/mqtt.md lists them. */
export const stateWords: Record<string, readonly string[]> = {
  line_state: ['ok', 'open', 'short', 'unknown'],
  state: ['up', 'degraded', 'down'],
  power_source: ['mains', 'battery', 'generator'],
};

const fieldOrder: Record<DeviceKindWord, readonly string[]> = {
  loudspeaker: ['line_state', 'amplifier_on', 'amplifier_fault', 'playing', 'playing_source', 'playing_broadcast', 'volume_percent',
    'temperature_c', 'mains_ok', 'supply_mv', 'battery_percent', 'network_operator', 'network_technology', 'rssi_dbm', 'rsrp_dbm',
    'played_today_s', 'storage_free_mb'],
  hotspot: ['access_points_up', 'access_points_total', 'clients', 'rx_bps', 'tx_bps', 'channel_utilisation_percent', 'rtt_ms',
    'loss_percent', 'probe_down_bps', 'probe_up_bps', 'backhaul_up', 'auth_ok', 'auth_failed'],
  site: ['state', 'power_source', 'battery_percent', 'temperature_c', 'backhaul_up'],
};

/** The contract's fields first, in its order; then what else the device sends, by name; what is drawn elsewhere is left out. */
export function orderedFields(kind: DeviceKindWord, telemetry: Readonly<Record<string, TelemetryValue>>): string[] {
  const known = fieldOrder[kind];
  const elsewhere = new Set(['cells', 'alarms']);
  const extra = Object.keys(telemetry).filter((field) => !known.includes(field) && !elsewhere.has(field)).sort();
  return [...known.filter((field) => field in telemetry), ...extra];
}

/** The field of a series name: `cells.A1.users` is measured like `users`. */
export function fieldOf(metric: string): string {
  return metric.slice(metric.lastIndexOf('.') + 1);
}

/** True where a value is a time or a counter of the device's own and not a quantity to group. */
const identities = new Set(['at', 'seq', 'firmware']);

export function measure(metric: string, value: number, language: Language): string {
  const field = fieldOf(metric);
  const known = metrics[field];
  if (identities.has(field)) return String(value);
  if (!known) return number(value, language, 2);
  if (known.scale === 'bits') return bitRate(value, language);
  if (known.scale === 'millivolts') return withUnit(value / 1000, known.unit, language, known.decimals);
  if (known.scale === 'duration') return duration(value, language);
  return withUnit(value, known.unit, language, known.decimals);
}

/** The metrics charted for a kind; a site's cells are found in its telemetry. */
export function chartedMetrics(kind: DeviceKindWord, telemetry: Readonly<Record<string, TelemetryValue>>): string[][] {
  if (kind === 'loudspeaker') {
    return [['line_state'], ['temperature_c'], ['supply_mv'], ['battery_percent'], ['rssi_dbm', 'rsrp_dbm'], ['volume_percent']];
  }
  if (kind === 'hotspot') {
    return [['clients'], ['rx_bps', 'tx_bps'], ['channel_utilisation_percent'], ['rtt_ms'], ['loss_percent'], ['access_points_up']];
  }
  const cells = cellIds(telemetry);
  const each = (field: string) => cells.map((id) => `cells.${id}.${field}`);
  return [['state'], ...(cells.length > 0 ? [each('users'), each('prb_down_percent'), each('down_bps')] : []),
    ['power_source'], ['battery_percent'], ['temperature_c']];
}

/** The server answers many series at once; past eight lines a chart is not read any more. */
const cellsCharted = 8;

export function cellIds(telemetry: Readonly<Record<string, TelemetryValue>>): string[] {
  const cells = telemetry['cells'];
  if (!Array.isArray(cells)) return [];
  const ids: string[] = [];
  for (const cell of cells) {
    if (typeof cell === 'object' && cell !== null && !Array.isArray(cell) && typeof cell['id'] === 'string') ids.push(cell['id']);
  }
  return ids.slice(0, cellsCharted);
}
