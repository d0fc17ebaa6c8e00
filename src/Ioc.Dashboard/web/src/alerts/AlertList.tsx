// The live list. It does not jump while one reads: with the pointer over it, the keyboard in it or scrolled down, rows keep
// their places and new ones gather behind "3 mới". Arrows move, Enter opens, A acknowledges.
import { UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Alert } from '../api/types';
import { LiveWaiting } from '../app/LiveWaiting';
import { may, useSession } from '../app/session';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { useLiveStore, useOpenAlerts } from '../live/hooks';
import { listRows } from '../state/alertGroups';
import type { Grouping } from '../state/alertGroups';
import { showAlerts } from '../state/alerts';
import type { ShownAlerts } from '../state/alerts';
import { unitName } from '../state/units';
import { Empty } from '../ui/Notice';
import { acknowledge } from './acknowledging';
import { AlertGroup } from './AlertGroup';
import { AlertRow } from './AlertRow';

const rowPx = 74;
const topPx = 4;

interface Props {
  selected: string | null;
  onSelect: (id: string) => void;
  filter?: ((alert: Alert) => boolean) | undefined;
  grouping?: Grouping;
}

export function AlertList({ selected, onSelect, filter, grouping = 'none' }: Props) {
  const { t, word } = useWords();
  const store = useLiveStore();
  const units = useUnits();
  const { session } = useSession();
  const scroller = useRef<HTMLDivElement>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const { shown, hold, showNew } = useHeldAlerts(filter);
  const rows = useMemo(() => listRows(shown.rows, grouping, { unit: (code) => unitName(units, code), condition: (one) => word('condition', one) }, folded), [shown.rows, grouping, units, word, folded]);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 6, getItemKey: (index) => rows[index]?.key ?? index });
  const fold = (key: string) => setFolded((old) => { const next = new Set(old); if (!next.delete(key)) next.add(key); return next; });

  const focusRow = (index: number) => {
    virtual.scrollToIndex(index);
    // The row may not exist before the list has scrolled to it.
    requestAnimationFrame(() => requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"] button`)?.focus()));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = Number((event.target as Element).closest('[data-index]')?.getAttribute('data-index') ?? -1);
    const row = rows[at];
    const steps: Record<string, number> = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1 };
    const to = steps[event.key];
    if (to !== undefined) focusRow(Math.min(rows.length - 1, Math.max(0, to)));
    else if (event.key === 'a' && row?.type === 'alert' && row.alert.state === 'raised' && may(session, 'acknowledgeAlerts')) void acknowledge(row.alert, store);
    else return;
    event.preventDefault();
  };
  if (!store.overview) return <LiveWaiting />;
  return (
    <div className="alert-list">
      {shown.waiting > 0 && <UnstyledButton className="new-ones" onClick={() => { scroller.current?.scrollTo({ top: 0 }); showNew(); }}>{t('alerts.newOnes', { n: shown.waiting })}</UnstyledButton>}
      <span className="visually-hidden" role="status">{shown.waiting > 0 ? t('alerts.newOnes', { n: shown.waiting }) : ''}</span>
      {shown.rows.length === 0 && <Empty title={t(filter ? 'alerts.noneMatch' : 'alerts.none')} hint={filter ? undefined : t('alerts.noneHint')} />}
      <div
        className="alert-scroll" ref={scroller} onKeyDown={onKey}
        onScroll={(event) => hold({ scrolled: event.currentTarget.scrollTop > topPx })}
        onPointerEnter={(event) => { if (event.pointerType === 'mouse') hold({ pointer: true }); }} onPointerLeave={() => hold({ pointer: false })}
        onFocus={() => hold({ keyboard: true })} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) hold({ keyboard: false }); }}
      >
        <ul aria-label={t('alerts.list')} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row && (
              <li key={item.key} style={{ transform: `translateY(${item.start}px)` }} ref={virtual.measureElement} data-index={item.index}>
                {row.type === 'alert' ? <AlertRow alert={row.alert} selected={row.alert.id === selected} onSelect={onSelect} /> : <AlertGroup row={row} onFold={() => fold(row.key)} />}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

interface Hold {
  scrolled: boolean;
  pointer: boolean;
  keyboard: boolean;
}

const letGo: Hold = { scrolled: false, pointer: false, keyboard: false };

function useHeldAlerts(filter: ((alert: Alert) => boolean) | undefined): { shown: ShownAlerts; hold: (change: Partial<Hold>) => void; showNew: () => void } {
  const { value: open, tick } = useOpenAlerts();
  const [held, setHeld] = useState(letGo);
  const holding = held.scrolled || held.pointer || held.keyboard;
  const [shown, setShown] = useState<ShownAlerts & { tick: number; holding: boolean; filter: typeof filter }>({ rows: [], waiting: 0, tick: -1, holding: false, filter });
  if (shown.tick !== tick || shown.holding !== holding || shown.filter !== filter) {
    const wanted = filter ? new Map([...open].filter(([, alert]) => filter(alert))) : open;
    const hold = holding && shown.tick !== -1 && shown.filter === filter && shown.rows.length > 0;
    setShown({ ...showAlerts(shown.rows, wanted, hold), tick, holding, filter });
  }
  const hold = (change: Partial<Hold>) => setHeld((old) => (Object.entries(change).every(([key, value]) => old[key as keyof Hold] === value) ? old : { ...old, ...change }));
  return { shown, hold, showNew: () => setHeld(letGo) };
}
