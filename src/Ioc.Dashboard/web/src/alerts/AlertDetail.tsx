import { Button } from '@mantine/core';
import { IconDeviceDesktopAnalytics, IconMap2 } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { Alert } from '../api/types';
import { useAddress } from '../app/address';
import { useUnits } from '../app/units';
import { number } from '../format/numbers';
import { instant, relative } from '../format/time';
import { useWords } from '../i18n';
import { useNow, useOpenAlerts } from '../live/hooks';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { KindIcon } from '../ui/KindIcon';
import { ProblemNotice, Waiting } from '../ui/Notice';
import { SeverityMark } from '../ui/SeverityMark';
import { useLoad } from '../ui/useLoad';
import { useHamletName } from '../units/useHamlets';
import { AcknowledgeButton } from './AcknowledgeButton';

/** One alert, live while it is open and from the table once it is not. */
export function AlertDetail({ id, onMap }: { id: string; onMap?: boolean }) {
  const { t } = useWords();
  const open = useOpenAlerts().value.get(id);
  const asked = useLoad(open ? null : id, (signal) => api.alert(id, signal));
  const [after, setAfter] = useState<Alert | null>(null);
  const alert = open ?? (after?.id === id ? after : asked.data);
  if (!alert) return asked.error ? <ProblemNotice error={asked.error} onRetry={asked.reload} /> : <Waiting text={t('common.loading')} />;
  return <Detail alert={alert} onMap={onMap ?? false} onDone={setAfter} />;
}

function Detail({ alert, onMap, onDone }: { alert: Alert; onMap: boolean; onDone: (alert: Alert) => void }) {
  const { t, word, language } = useWords();
  const { link } = useAddress();
  const units = useUnits();
  const now = useNow(5000);
  const vi = language === 'vi';
  const hamletName = useHamletName(alert.affectedHamlets.length > 0 ? alert.unitCode : null);
  const repair = vi ? alert.proposedRepairVi : alert.proposedRepairEn;
  const facts: [string, React.ReactNode][] = [
    [t('alerts.raisedAt'), <Ago key="raised" at={alert.raisedAt} />],
    [t('alerts.type'), word('alerts.alarmType', alert.alarmType)],
    [t('alerts.service'), alert.serviceAffecting ? t('alerts.yes') : t('alerts.no')],
  ];
  if (alert.observedValue !== null) facts.push([t('alerts.observed'), number(alert.observedValue, language, 2)]);
  if (alert.thresholdValue !== null) facts.push([t('alerts.threshold'), number(alert.thresholdValue, language, 2)]);
  if (alert.affectedPeople !== null) facts.push([t('alerts.people'), number(alert.affectedPeople, language)]);
  if (alert.clearedAt) facts.push([t('alerts.cleared'), <Ago key="cleared" at={alert.clearedAt} />]);
  return (
    <article className={`card is-${alert.severity}`}>
      <p className="card-state"><SeverityMark severity={alert.severity} /> <span className="quiet">{word('alerts', alert.state)}</span></p>
      <h3>{vi ? alert.textVi : alert.textEn}</h3>
      <p className="card-place"><KindIcon kind={alert.deviceKind} /> {alert.deviceName}<br />{unitName(units, alert.unitCode)}</p>
      {alert.specificProblem && <p className="quiet">{alert.specificProblem}</p>}
      {alert.state === 'raised' && <div className="card-actions"><AcknowledgeButton alert={alert} onDone={onDone} /></div>}
      {alert.acknowledgedBy && alert.acknowledgedAt && (
        <p className="quiet">{t('alerts.acknowledgedBy', { name: alert.acknowledgedBy, time: relative(instant(alert.acknowledgedAt) ?? now, now, language) })}</p>
      )}
      {repair && <div className="card-repair"><h4>{t('alerts.repair')}</h4><p>{repair}</p></div>}
      <dl className="twin">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="tabular">{value}</dd></div>)}</dl>
      {alert.affectedHamlets.length > 0 && <><h4>{t('alerts.hamlets')}</h4><p>{alert.affectedHamlets.map(hamletName).join(', ')}</p></>}
      <div className="card-actions">
        {alert.deviceKind !== 'centre' && <Button component={Link} to={link(`/devices/${encodeURIComponent(alert.deviceId)}`)} size="compact-md" variant="default" leftSection={<IconDeviceDesktopAnalytics size={15} aria-hidden />}>{t('alerts.viewDevice')}</Button>}
        {!onMap && <Button component={Link} to={link('/', { sel: `a:${alert.id}` })} size="compact-md" variant="default" leftSection={<IconMap2 size={15} aria-hidden />}>{t('alerts.onMap')}</Button>}
      </div>
    </article>
  );
}
