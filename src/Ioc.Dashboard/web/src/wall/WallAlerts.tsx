import { useMemo } from 'react';
import { useUnits } from '../app/units';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { useOpenAlerts } from '../live/hooks';
import { sortAlerts } from '../state/alerts';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { KindIcon } from '../ui/KindIcon';
import { SeverityMark } from '../ui/SeverityMark';
import { useRoom } from './useRoom';

/** What fits on a screen seen from across the room. */
const shownMax = 12;
/** Two lines of its text. */
const rowPx = 50;

export function WallAlerts() {
  const { t, language } = useWords();
  const units = useUnits();
  const { value: alerts, tick } = useOpenAlerts();
  const { list, room } = useRoom(rowPx, shownMax);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the alerts change in place; their tick says when
  const rows = useMemo(() => sortAlerts(alerts.values()), [alerts, tick]);
  return (
    <section className="wall-list" aria-label={t('overview.openAlerts')}>
      <h2>{t('overview.openAlerts')} <b className="tabular">{number(rows.length, language)}</b></h2>
      {rows.length === 0 && <p className="wall-calm">{t('alerts.none')}</p>}
      {/* On a small screen it scrolls. */}
      <ul ref={list} tabIndex={0} aria-label={t('overview.openAlerts')}>
        {rows.slice(0, room).map((alert) => (
          <li key={alert.id} className={`wall-alert is-${alert.severity}${alert.state === 'acknowledged' ? ' is-acknowledged' : ''}`}>
            <SeverityMark severity={alert.severity} />
            <span className="wall-alert-text">{language === 'vi' ? alert.textVi : alert.textEn}</span>
            <span className="wall-alert-where"><KindIcon kind={alert.deviceKind} size={20} /> {alert.deviceName}</span>
            <span className="wall-alert-where">{unitName(units, alert.unitCode)}</span>
            <span className="quiet"><Ago at={alert.raisedAt} /></span>
          </li>
        ))}
      </ul>
      {rows.length > room && <p className="quiet">{t('wall.more', { n: number(rows.length - room, language) })}</p>}
    </section>
  );
}
