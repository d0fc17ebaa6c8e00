// The live list. It does not jump while one reads: with the pointer over it, the keyboard in it or scrolled down, rows keep
// their places and new ones gather behind "3 mới".
import { UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { Alert } from '../api/types';
import { useWords } from '../i18n';
import { useLiveStore, useOpenAlerts } from '../live/hooks';
import { showAlerts } from '../state/alerts';
import type { ShownAlerts } from '../state/alerts';
import { Empty, Waiting } from '../ui/Notice';
import { AlertRow } from './AlertRow';

const rowPx = 74;
const topPx = 4;

export function AlertList({ selected, onSelect, filter }: { selected: string | null; onSelect: (id: string) => void; filter?: (alert: Alert) => boolean }) {
  const { t } = useWords();
  const store = useLiveStore();
  const { value: open, tick } = useOpenAlerts();
  const scroller = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState({ scrolled: false, within: false });
  const holding = held.scrolled || held.within;
  const [shown, setShown] = useState<ShownAlerts & { tick: number; holding: boolean; filter: typeof filter }>({ rows: [], waiting: 0, tick: -1, holding: false, filter });
  if (shown.tick !== tick || shown.holding !== holding || shown.filter !== filter) {
    const wanted = filter ? new Map([...open].filter(([, alert]) => filter(alert))) : open;
    const hold = holding && shown.tick !== -1 && shown.filter === filter && shown.rows.length > 0;
    setShown({ ...showAlerts(shown.rows, wanted, hold), tick, holding, filter });
  }
  const virtual = useVirtualizer({ count: shown.rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 6, getItemKey: (index) => shown.rows[index]?.id ?? index });

  const showNew = () => {
    scroller.current?.scrollTo({ top: 0 });
    setHeld({ scrolled: false, within: false });
  };
  if (!store.overview) return <Waiting text={t('common.loading')} />;
  return (
    <div className="alert-list">
      {shown.waiting > 0 && <UnstyledButton className="new-ones" onClick={showNew}>{t('alerts.newOnes', { n: shown.waiting })}</UnstyledButton>}
      {shown.rows.length === 0 && <Empty title={t('alerts.none')} hint={t('alerts.noneHint')} />}
      <div
        className="alert-scroll" ref={scroller}
        onScroll={(event) => { const scrolled = event.currentTarget.scrollTop > topPx; if (scrolled !== held.scrolled) setHeld({ ...held, scrolled }); }}
        onPointerEnter={(event) => { if (event.pointerType === 'mouse') setHeld({ ...held, within: true }); }}
        onPointerLeave={() => setHeld({ ...held, within: false })}
      >
        <ul aria-label={t('alerts.list')} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const alert = shown.rows[item.index];
            return alert && (
              <li key={item.key} style={{ transform: `translateY(${item.start}px)` }} ref={virtual.measureElement} data-index={item.index}>
                <AlertRow alert={alert} selected={alert.id === selected} onSelect={onSelect} />
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
