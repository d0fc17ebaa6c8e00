import { exact } from '../format/time';
import type { Words } from '../i18n';
import { csv } from '../state/csv';
import type { Labels } from '../state/deviceLabels';
import { healthOf, kindOf } from '../state/devices';
import type { Overview } from '../state/overview';

/** The table's rows as a file, in the reader's words, with what the table has no room for. */
export function devicesCsv(overview: Overview, rows: readonly number[], labels: Labels | null, unitName: (code: string) => string, { t, word }: Words): string {
  const head = ['id', 'name', 'kind', 'unitCode', 'unit', 'health', 'reasons', 'lastSeen', 'latitude', 'longitude', 'vendor', 'tags'].map((key) => t(`devices.${key}`));
  return csv(head, rows.map((row) => {
    const handle = overview.handle[row] ?? 0;
    const unit = overview.unit[row] ?? '';
    const seen = overview.lastSeen[row] ?? 0;
    return [
      overview.id[row], overview.name[row], word('kind', kindOf(overview, row)), unit, unitName(unit), word('health', healthOf(overview, row)),
      (overview.conditions[row] ?? []).map((one) => word('condition', one)).join('; '), seen === 0 ? '' : exact(seen), overview.lat[row], overview.lon[row],
      labels?.vendorOf(handle), labels?.tagsOf(handle).join('; '),
    ];
  }));
}
