import { Button, SegmentedControl, Select, Switch } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { AlertDetail } from '../alerts/AlertDetail';
import { AlertList } from '../alerts/AlertList';
import { AlertRow } from '../alerts/AlertRow';
import { api } from '../api/client';
import { kindWords, severityWords } from '../api/types';
import type { Alert, DeviceKindWord, Page, Severity } from '../api/types';
import { useAddress } from '../app/address';
import { may, useSession } from '../app/session';
import { SidePanel } from '../app/SidePanel';
import { useWords } from '../i18n';
import { vi } from '../i18n/vi';
import { groupings } from '../state/alertGroups';
import { severityRank } from '../state/alerts';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

const conditionWords = Object.keys(vi.condition);

export function AlertsPage() {
  const { t } = useWords();
  const { session } = useSession();
  const { params, set, unit } = useAddress();
  const history = params.get('state') === 'cleared';
  const filters = useFilters();
  const grouping = groupings.find((one) => one === params.get('group')) ?? 'none';
  const selected = params.get('alert');
  const select = useCallback((id: string) => set({ alert: id }), [set]);
  const { severity, kind, condition, waiting } = filters;
  const filter = useMemo(() => {
    if (!severity && !kind && !condition && !waiting) return undefined;
    return (alert: Alert) => (!severity || severityRank(alert.severity) >= severityRank(severity)) && (!kind || alert.deviceKind === kind)
      && (!condition || alert.condition === condition) && (!waiting || alert.state === 'raised');
  }, [severity, kind, condition, waiting]);
  return (
    <div className={`split${selected ? ' has-panel' : ''}`}>
      <section className="page">
        <header className="page-head">
          <h1>{t('alerts.title')}</h1>
          <SegmentedControl size="sm" aria-label={t('alerts.state')} value={history ? 'cleared' : 'open'} onChange={(value) => set({ state: value === 'cleared' ? value : null, alert: null })} data={[{ value: 'open', label: t('alerts.open') }, { value: 'cleared', label: t('alerts.history') }]} />
          <FilterSelects filters={filters} />
          {!history && (
            <>
              <Switch size="sm" label={t('alerts.onlyWaiting')} checked={waiting} onChange={(event) => set({ waiting: event.currentTarget.checked ? '1' : null })} />
              <Select size="sm" w={170} aria-label={t('alerts.group')} allowDeselect={false} value={grouping} onChange={(value) => set({ group: value === 'none' ? null : value }, true)} data={groupings.map((one) => ({ value: one as string, label: t(`alerts.groups.${one}`) }))} />
            </>
          )}
        </header>
        {history ? <History key={JSON.stringify([unit, severity, kind, condition])} unit={unit} filters={filters} selected={selected} onSelect={select} /> : <AlertList selected={selected} onSelect={select} filter={filter} grouping={grouping} />}
        {!history && may(session, 'acknowledgeAlerts') && <p className="keys-hint quiet" aria-hidden>{t('alerts.keys')}</p>}
      </section>
      {selected && <SidePanel title={t('alerts.one')} raised onBack={() => set({ alert: null })}><AlertDetail id={selected} /></SidePanel>}
    </div>
  );
}

interface Filters {
  severity: Severity | null;
  kind: DeviceKindWord | null;
  condition: string | null;
  waiting: boolean;
}

function useFilters(): Filters {
  const { params } = useAddress();
  return {
    severity: severityWords.find((one) => one === params.get('severity')) ?? null, kind: kindWords.find((one) => one === params.get('kind')) ?? null,
    condition: conditionWords.find((one) => one === params.get('condition')) ?? null, waiting: params.get('waiting') === '1',
  };
}

function FilterSelects({ filters }: { filters: Filters }) {
  const { t, word } = useWords();
  const { set } = useAddress();
  const clear = { clearable: true, clearButtonProps: { 'aria-label': t('devices.clear') }, size: 'sm' } as const;
  return (
    <>
      <Select {...clear} w={170} aria-label={t('alerts.severity')} placeholder={t('severity.all')} value={filters.severity} onChange={(value) => set({ severity: value })} data={[...severityWords].reverse().slice(0, 4).map((one) => ({ value: one, label: one === 'critical' ? word('severity', one) : t('severity.atLeast', { name: word('severity', one) }) }))} />
      <Select {...clear} w={140} aria-label={t('devices.kind')} placeholder={t('kind.all')} value={filters.kind} onChange={(value) => set({ kind: value })} data={kindWords.map((one) => ({ value: one, label: word('kind', one) }))} />
      <Select {...clear} w={190} searchable aria-label={t('alerts.condition')} placeholder={t('alerts.anyCondition')} value={filters.condition} onChange={(value) => set({ condition: value })} data={conditionWords.map((one) => ({ value: one, label: word('condition', one) }))} />
    </>
  );
}

function History({ unit, filters, selected, onSelect }: { unit: string | null; filters: Filters; selected: string | null; onSelect: (id: string) => void }) {
  const { t } = useWords();
  const { set } = useAddress();
  const { severity, kind, condition } = filters;
  const [cursor, setCursor] = useState<string | null>(null);
  const [before, setBefore] = useState<Alert[]>([]);
  const page = useLoad<Page<Alert>>(`history|${cursor ?? ''}`, (signal) => api.alerts({ open: false, unit, severity, kind, condition, cursor, pageSize: 100 }, signal));
  const rows = [...before, ...(page.data?.items ?? [])];
  if (page.error) return <ProblemNotice error={page.error} onRetry={page.reload} />;
  if (page.data && rows.length === 0) {
    const filtered = severity ?? kind ?? condition;
    return <Empty title={t(filtered ? 'alerts.noneMatch' : 'alerts.noneHistory')}>{filtered && <Button variant="default" size="compact-md" onClick={() => set({ severity: null, kind: null, condition: null })}>{t('devices.clear')}</Button>}</Empty>;
  }
  return (
    <div className="alert-scroll">
      <ul className="alert-plain" aria-label={t('alerts.list')}>{rows.map((alert) => <li key={alert.id}><AlertRow alert={alert} selected={alert.id === selected} onSelect={onSelect} /></li>)}</ul>
      {!page.data && <Waiting text={t('common.loading')} />}
      {page.data?.next && <Button variant="default" m="sm" onClick={() => { setBefore(rows); setCursor(page.data?.next ?? null); }}>{t('alerts.loadMore')}</Button>}
    </div>
  );
}
