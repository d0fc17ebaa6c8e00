import type { TelemetryValue } from '../api/types';
import { measure } from '../format/metrics';
import { useWords } from '../i18n';
import { HealthShape } from '../ui/HealthMark';

type Row = Record<string, TelemetryValue>;

function rows(value: TelemetryValue | undefined): Row[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is Row => typeof one === 'object' && one !== null && !Array.isArray(one));
}

export function CellTable({ telemetry }: { telemetry: Record<string, TelemetryValue> }) {
  const { t, word, language } = useWords();
  const cells = rows(telemetry['cells']);
  const alarms = rows(telemetry['alarms']);
  const shown = (cell: Row, field: string) => (typeof cell[field] === 'number' ? measure(field, cell[field], language) : '–');
  return (
    <>
      {cells.length > 0 && (
        <table className="cells">
          <caption>{t('device.cells')}</caption>
          <thead><tr><th scope="col">{t('device.cell')}</th><th scope="col">{t('device.users')}</th><th scope="col">{t('device.load')}</th><th scope="col">{t('device.rate')}</th></tr></thead>
          <tbody>{cells.map((cell, index) => {
            const up = cell['state'] !== 'down';
            return (
              <tr key={index}>
                <th scope="row"><HealthShape health={up ? 'ok' : 'faulty'} size={10} title={word('word', up ? 'up' : 'down')} /> {String(cell['id'] ?? index)}</th>
                <td className="tabular">{shown(cell, 'users')}</td><td className="tabular">{shown(cell, 'prb_down_percent')}</td><td className="tabular">{shown(cell, 'down_bps')}</td>
              </tr>
            );
          })}</tbody>
        </table>
      )}
      {alarms.length > 0 && (
        <>
          <h3 className="box-sub">{t('device.siteAlarms')}</h3>
          <ul className="site-alarms">{alarms.map((alarm, index) => <li key={index}>{String(alarm['text'] ?? alarm['probable_cause'] ?? alarm['id'] ?? '')}</li>)}</ul>
        </>
      )}
    </>
  );
}
