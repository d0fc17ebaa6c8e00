import type { DeviceKindWord, TelemetryValue } from '../api/types';
import { measure, orderedFields, stateWords } from '../format/metrics';
import { exact } from '../format/time';
import { useWords } from '../i18n';
import type { Words } from '../i18n';

const textMax = 160;
/** Unix time below this is in seconds: as milliseconds it would be in 1973. */
const secondsMax = 1e11;

function valueText(field: string, value: TelemetryValue, { word, language }: Words): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') {
    const key = `${field}_${String(value)}`;
    const own = word('switch', key);
    return own === key ? word('word', String(value)) : own;
  }
  if (field === 'at' && typeof value === 'number') return exact(value < secondsMax ? value * 1000 : value);
  if (field === 'network_technology' && typeof value === 'string' && /^\dg$/.test(value)) return value.toUpperCase();
  if (typeof value === 'number') return measure(field, value, language);
  if (typeof value === 'string') return field in stateWords || field === 'playing_source' || field === 'network_technology' ? word('word', value) : value === '' ? '–' : value;
  return JSON.stringify(value).slice(0, textMax);
}

/** Where a value means that hands are needed, its row says so by more than the word. */
function isBad(field: string, value: TelemetryValue): boolean {
  if (field === 'line_state') return value === 'open' || value === 'short';
  if (field === 'state') return value === 'down';
  if (field === 'amplifier_fault') return value === true;
  return (field === 'mains_ok' || field === 'backhaul_up') && value === false;
}

export function TwinTable({ kind, telemetry, rowsMax }: { kind: DeviceKindWord; telemetry: Record<string, TelemetryValue>; rowsMax?: number }) {
  const words = useWords();
  const fields = orderedFields(kind, telemetry).slice(0, rowsMax);
  if (fields.length === 0) return <p className="quiet">{words.t('device.noTelemetry')}</p>;
  return (
    <dl className="twin">
      {fields.map((field) => {
        const value = telemetry[field] ?? null;
        return (
          <div key={field} className={isBad(field, value) ? 'is-bad' : ''}>
            <dt>{words.word('metric', field)}</dt>
            <dd className="tabular">{valueText(field, value, words)}</dd>
          </div>
        );
      })}
    </dl>
  );
}
