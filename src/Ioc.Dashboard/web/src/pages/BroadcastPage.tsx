import { UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import type { Broadcast, Delivery } from '../api/types';
import { useAddress } from '../app/address';
import { usePageName } from '../app/pageName';
import { mayOperate, useSession } from '../app/session';
import { useUnits } from '../app/units';
import { LevelMark, PhaseMark, ProgressBar } from '../broadcasts/marks';
import { number } from '../format/numbers';
import { clock, duration, instant } from '../format/time';
import { useWords } from '../i18n';
import { useLiveBroadcasts, useLiveStore, useNow } from '../live/hooks';
import { phase, shownCounts, shownDeliveries, shownDelivery } from '../state/broadcasts';
import type { ShownDelivery } from '../state/broadcasts';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { HoldButton } from '../ui/HoldButton';
import { Empty, ProblemNotice, Waiting, problemText } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

/** While a broadcast runs its ledger moves many times a second; a person reads it at this pace. */
const ledgerPauseMs = 2000;
const cancelHoldMs = 1500;
const rowPx = 38;

export function BroadcastPage() {
  const { t } = useWords();
  const { id = '' } = useParams();
  const live = useLiveBroadcasts().value.get(id);
  const asked = useLoad(id, (signal) => api.broadcast(id, signal));
  const broadcast = live ?? asked.data;
  usePageName(broadcast?.title);
  if (broadcast) return <Page broadcast={broadcast} />;
  if (asked.error && asProblem(asked.error).kind === 'notFound') return <Empty title={t('broadcasts.notFound', { id })} />;
  return asked.error ? <ProblemNotice error={asked.error} onRetry={asked.reload} /> : <Waiting text={t('common.loading')} />;
}

function Page({ broadcast }: { broadcast: Broadcast }) {
  const { t, language } = useWords();
  const expires = instant(broadcast.expiresAt);
  return (
    <section className={`page broadcast-page is-${broadcast.level}${broadcast.exercise ? ' is-exercise' : ''}`}>
      {broadcast.exercise && <p className="drill-band">{t('compose.drillMode')}</p>}
      <header className="broadcast-head">
        <div>
          <p className="broadcast-marks"><LevelMark level={broadcast.level} />{broadcast.exercise && <span className="drill">{t('broadcasts.exercise')}</span>}<PhaseMark broadcast={broadcast} /></p>
          <h1>{broadcast.title}</h1>
          <p className="quiet">{broadcast.createdBy} · <Ago at={broadcast.createdAt} /> · {t('broadcasts.audio', { time: duration(broadcast.audioSeconds, language) })}{expires ? ` · ${t('broadcasts.expires', { time: clock(expires) })}` : ''}</p>
        </div>
        <Cancel broadcast={broadcast} />
      </header>
      {broadcast.audioKind === 'notice' && <p className="notice-audio" role="note">{t('broadcasts.noVoice')}</p>}
      <blockquote className="spoken">{broadcast.text}</blockquote>
      {/* No total: it also speaks to loudspeakers that this person does not see. */}
      {broadcast.total > 0 && <div className="heard">
        <p className="heard-figure"><b className="tabular">{number(broadcast.heard, language)}</b> <span>/ {number(broadcast.total, language)}</span></p>
        <div><p>{t('broadcasts.heardOf', { heard: number(broadcast.heard, language), total: number(broadcast.total, language) })}</p><p className="quiet">{t('broadcasts.heardExplain')}</p></div>
      </div>}
      {broadcast.total > 0 && <ProgressBar broadcast={broadcast} />}
      <Ledger broadcast={broadcast} />
    </section>
  );
}

function Cancel({ broadcast }: { broadcast: Broadcast }) {
  const words = useWords();
  const { session } = useSession();
  const now = useNow(5000);
  const [said, setSaid] = useState<string | null>(null);
  if (!mayOperate(session) || phase(broadcast, now) !== 'running') return said ? <p className="quiet" role="status">{said}</p> : null;
  const cancel = () => {
    setSaid(words.t('broadcasts.cancelling'));
    api.cancelBroadcast(broadcast.id).then((after) => setSaid(words.t(after.cancelledAt ? 'broadcasts.cancelled' : 'broadcasts.tooLate')), (error: unknown) => setSaid(problemText(error, words)));
  };
  return (
    <div className="cancel">
      <HoldButton label={words.t('broadcasts.cancelHold')} holding={(n) => words.t('compose.holding', { n })} holdMs={cancelHoldMs} tone="plain" onHeld={cancel} />
      {said && <p className="quiet" role="status">{said}</p>}
    </div>
  );
}

function Ledger({ broadcast }: { broadcast: Broadcast }) {
  const { t, word, language } = useWords();
  const { params, set } = useAddress();
  const isCancelled = broadcast.cancelledAt !== null;
  const counts = shownCounts(broadcast);
  const state = shownDeliveries.find((one) => one === params.get('state')) ?? null;
  const asked = useLoad(`ledger|${broadcast.id}`, (signal) => api.deliveries(broadcast.id, signal));
  const shape = JSON.stringify([broadcast.counts, broadcast.heard]);
  const { reload } = asked;
  // A pause after each reload and not after the last change: a running broadcast changes all the time, and its ledger must follow.
  const read = useRef(shape);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (shape === read.current || timer.current !== undefined) return;
    timer.current = setTimeout(() => { timer.current = undefined; reload(); }, ledgerPauseMs);
    read.current = shape;
  }, [shape, reload]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const rows = useMemo(() => (asked.data ?? []).filter((one) => state === null || shownDelivery(isCancelled, one.state) === state), [asked.data, isCancelled, state]);
  const tab = (value: ShownDelivery | null, name: string, count: number) => (
    <UnstyledButton key={name} className={`chip${state === value ? ' is-on' : ''}`} aria-pressed={state === value} onClick={() => set({ state: value }, true)}>{value && <i className={`delivery-${value}`} aria-hidden />}{name} <b className="tabular">{number(count, language)}</b></UnstyledButton>
  );
  return (
    <section className="ledger">
      <h2>{t('broadcasts.ledger')}</h2>
      <div className="chips">{tab(null, t('broadcasts.all'), broadcast.total > 0 ? broadcast.total : asked.data?.length ?? 0)}{[...counts].map(([one, count]) => tab(one, word('delivery', one), count))}</div>
      {asked.error && !asked.data ? <ProblemNotice error={asked.error} onRetry={reload} /> : null}
      {asked.data ? rows.length === 0 ? <Empty title={t('broadcasts.ledgerNone')} /> : <LedgerTable rows={rows} isCancelled={isCancelled} /> : !asked.error && <Waiting text={t('common.loading')} />}
    </section>
  );
}

function LedgerTable({ rows, isCancelled }: { rows: readonly Delivery[]; isCancelled: boolean }) {
  const { t, word, language } = useWords();
  const { link } = useAddress();
  const units = useUnits();
  const store = useLiveStore();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 10 });
  const nameOf = (id: string) => { const row = store.overview?.rowById.get(id); return row === undefined ? id : store.overview?.name[row] ?? id; };
  return (
    <div className="table ledger-table" role="table" aria-label={t('broadcasts.ledger')} aria-rowcount={rows.length + 1}>
      <div className="table-head" role="row">{(['device', 'state', 'heardColumn', 'played', 'reason', 'changed'] as const).map((key) => <span key={key} role="columnheader">{t(`broadcasts.${key}`)}</span>)}</div>
      <div className="table-scroll" ref={scroller} role="rowgroup" tabIndex={0} aria-label={t('broadcasts.ledger')}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row && (
              <div key={item.key} role="row" aria-rowindex={item.index + 2} className="table-row" style={{ transform: `translateY(${item.start}px)` }}>
                <span role="cell" className="cell-name"><Link to={link(`/devices/${encodeURIComponent(row.deviceId)}`)}>{nameOf(row.deviceId)}</Link> <span className="quiet">{unitName(units, row.unitCode)}</span></span>
                <span role="cell"><span className="delivery"><i className={`delivery-${row.state}`} aria-hidden />{word('delivery', shownDelivery(isCancelled, row.state))}</span></span>
                <span role="cell" className={row.heard === true ? 'is-ok' : row.heard === false ? 'is-faulty' : 'quiet'}>{t(row.heard === true ? 'broadcasts.heardYes' : row.heard === false ? 'broadcasts.heardNo' : 'broadcasts.heardUnknown')}</span>
                <span role="cell" className="tabular">{row.playedSeconds === null ? '–' : duration(row.playedSeconds, language)}</span>
                <span role="cell" className="quiet">{row.reason ? word('deliveryReason', row.reason) : ''}</span>
                <span role="cell"><Ago at={row.changedAt} /></span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
