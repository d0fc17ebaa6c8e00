import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { AlertRow } from '../alerts/AlertRow';
import { api } from '../api/client';
import { useAddress } from '../app/address';
import { useWords } from '../i18n';
import { useOpenAlerts } from '../live/hooks';
import { sortAlerts } from '../state/alerts';
import { ProblemNotice } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

const pastMax = 100;
const shownAtFirst = 3;

/** What is open now, and what was. */
export function DeviceAlerts({ id }: { id: string }) {
  const { t } = useWords();
  const { set, params } = useAddress();
  const { value: alerts, tick } = useOpenAlerts();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the alerts change in place; their tick says when
  const open = useMemo(() => sortAlerts([...alerts.values()].filter((alert) => alert.deviceId === id)), [alerts, id, tick]);
  // One more or one fewer open alert is one that became the past, or came out of it.
  const past = useLoad(`past|${id}|${open.map((alert) => alert.id).join()}`, (signal) => api.alerts({ open: false, device: id, pageSize: pastMax }, signal));
  const [all, setAll] = useState(false);
  const select = (chosen: string) => set({ alert: chosen });
  const items = past.data?.items ?? [];
  return (
    <section className="box is-flush">
      <h2>{t('device.alerts')}</h2>
      {open.length === 0 ? <p className="quiet box-pad">{t('device.noAlerts')}</p> : <ul className="alert-plain">{open.map((alert) => <li key={alert.id}><AlertRow alert={alert} selected={params.get('alert') === alert.id} onSelect={select} /></li>)}</ul>}
      {past.error !== undefined && <ProblemNotice error={past.error} onRetry={past.reload} />}
      {items.length > 0 && (
        <>
          <h3 className="box-sub box-side">{t('device.pastAlerts', { n: past.data?.total ?? 0 })}</h3>
          <ul className="alert-plain">{items.slice(0, all ? pastMax : shownAtFirst).map((alert) => <li key={alert.id}><AlertRow alert={alert} selected={params.get('alert') === alert.id} onSelect={select} /></li>)}</ul>
          {!all && items.length > shownAtFirst && <Button m="xs" variant="subtle" size="compact-sm" onClick={() => setAll(true)}>{t('device.allPast')}</Button>}
        </>
      )}
    </section>
  );
}
