// What a printed sheet holds: secrets that are on no server any more.
import { claimAddress, showCode } from './claimCode';
import { toCsv } from './csv';

export interface SheetRow {
  deviceId: string;
  credential: string;
  /** Null: the device is registered already. */
  code: string | null;
}

/** What the label's square says: where to claim it, or what to load into the device. */
export function labelText(row: SheetRow, origin: string): string {
  return row.code === null ? JSON.stringify({ clientId: row.deviceId, userName: row.deviceId, password: row.credential }) : claimAddress(origin, row.code);
}

export function sheetCsv(rows: readonly SheetRow[]): string {
  return toCsv(['id', 'mqtt_user', 'mqtt_password', 'claim_code'], rows.map((row) => [row.deviceId, row.deviceId, row.credential, row.code === null ? '' : showCode(row.code.replace(/-/g, ''))]));
}
