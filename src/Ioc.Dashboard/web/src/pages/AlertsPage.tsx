import { Button, SegmentedControl, Select } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { AlertDetail } from '../alerts/AlertDetail';
import { AlertList } from '../alerts/AlertList';
import { AlertRow } from '../alerts/AlertRow';
import { api } from '../api/client';
import { kindWords, severityWords } from '../api/types';
import type { Alert, Page, Severity } from '../api/types';
import { useAddress } from '../app/address';
import { SidePanel } from '../app/SidePanel';
import { useWords } from '../i18n';
import { severityRank } from '../state/alerts';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

export function AlertsPage() {
  const { t, word } = useWords();
  const { params, set, unit } = useAddress();
  const history = params.get('state') === 'cleared';
  const severity = severityWords.find((one) => one === params.get('severity')) ?? null;
  const kind = kindWords.find((one) => one === params.get('kind')) ?? null;
  const selected = params.get('alert');
  const select = useCallback((id: string) => set({ alert: id }), [set]);
  const filter = useMemo(() => {
    if (!severity && !kind) return undefined;
    return (alert: Alert) => (!severity || severityRank(alert.severity) >= severityRank(severity)) && (!kind || alert.deviceKind === kind);
  }, [severity, kind]);
  return (
    <div className={`split${selected ? ' has-panel' : ''}`}>
      <section className="page">
        <header className="page-head">
          <h1>{t('alerts.title')}</h1>
          <SegmentedControl size="sm" value={history ? 'cleared' : 'open'} onChange={(value) => set({ state: value === 'cleared' ? value : null, alert: null })} data={[{ value: 'open', label: t('alerts.open') }, { value: 'cleared', label: t('alerts.history') }]} />
          <Select size="sm" w={190} aria-label={t('alerts.severity')} clearable placeholder={t('severity.all')} value={severity} onChange={(value) => set({ severity: value })} data={[...severityWords].reverse().slice(0, 4).map((one) => ({ value: one, label: one === 'critical' ? word('severity', one) : t('severity.atLeast', { name: word('severity', one) }) }))} />
          <Select size="sm" w={170} aria-label={t('devices.kind')} clearable placeholder={t('kind.all')} value={kind} onChange={(value) => set({ kind: value })} data={kindWords.map((one) => ({ value: one, label: word('kind', one) }))} />
        </header>
        {history ? <History key={`${unit ?? ''}|${severity ?? ''}|${kind ?? ''}`} unit={unit} severity={severity} kind={kind} selected={selected} onSelect={select} /> : <AlertList selected={selected} onSelect={select} filter={filter} />}
      </section>
      {selected && <SidePanel title={t('alerts.title')} raised onBack={() => set({ alert: null })}><AlertDetail id={selected} /></SidePanel>}
    </div>
  );
}

function History({ unit, severity, kind, selected, onSelect }: { unit: string | null; severity: Severity | null; kind: string | null; selected: string | null; onSelect: (id: string) => void }) {
  const { t } = useWords();
  const [cursor, setCursor] = useState<string | null>(null);
  const [before, setBefore] = useState<Alert[]>([]);
  const page = useLoad<Page<Alert>>(`history|${cursor ?? ''}`, (signal) => api.alerts({ open: false, unit, severity, kind, cursor, pageSize: 100 }, signal));
  const rows = [...before, ...(page.data?.items ?? [])];
  if (page.error) return <ProblemNotice error={page.error} onRetry={page.reload} />;
  if (page.data && rows.length === 0) return <Empty title={t('alerts.noneHistory')} />;
  return (
    <div className="alert-scroll">
      <ul className="alert-plain" aria-label={t('alerts.list')}>{rows.map((alert) => <li key={alert.id}><AlertRow alert={alert} selected={alert.id === selected} onSelect={onSelect} /></li>)}</ul>
      {!page.data && <Waiting text={t('common.loading')} />}
      {page.data?.next && <Button variant="default" m="sm" onClick={() => { setBefore(rows); setCursor(page.data?.next ?? null); }}>{t('alerts.loadMore')}</Button>}
    </div>
  );
}
