// What a screen reader hears: new serious alerts, a few at a time, never the list. The first snapshot is not news.
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n';
import { useLiveStore, useOpenAlerts } from '../live/hooks';
import { newSevere } from '../state/alerts';
import { unitName } from '../state/units';
import { useUnits } from './units';

const spokenMax = 3;

export function AlertAnnouncer() {
  const { t, language } = useWords();
  const store = useLiveStore();
  const units = useUnits();
  const { value: alerts, tick } = useOpenAlerts();
  const known = useRef<Set<string> | null>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    if (!store.overview) return;
    if (known.current) {
      const fresh = newSevere(known.current, alerts.values()).slice(0, spokenMax);
      if (fresh.length > 0) {
        setText(fresh.map((alert) => t('alerts.announce', {
          text: language === 'vi' ? alert.textVi : alert.textEn, unit: unitName(units, alert.unitCode),
        })).join('. '));
      }
    }
    known.current = new Set(alerts.keys());
    // The map of alerts changes in place; the tick says when.
  }, [store, alerts, tick, t, language, units]);
  return <div className="visually-hidden" role="log" aria-live="polite">{text}</div>;
}
