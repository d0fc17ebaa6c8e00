import { api } from '../api/client';
import { AlertRow } from '../alerts/AlertRow';
import { useWords } from '../i18n';
import { ProblemNotice } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

const shownMax = 5;

/** What was, under what is. */
export function PastAlerts({ unit, onSelect }: { unit: string; onSelect: (id: string) => void }) {
  const { t } = useWords();
  const asked = useLoad(`past|${unit}`, (signal) => api.alerts({ open: false, unit, pageSize: shownMax }, signal));
  if (asked.error !== undefined) return <ProblemNotice error={asked.error} onRetry={asked.reload} />;
  if (!asked.data || asked.data.items.length === 0) return null;
  return (
    <>
      <h3 className="box-sub box-side">{t('device.pastAlerts', { n: asked.data.total })}</h3>
      <ul className="alert-plain">{asked.data.items.map((alert) => <li key={alert.id}><AlertRow alert={alert} selected={false} onSelect={onSelect} /></li>)}</ul>
    </>
  );
}
