// The map is the largest part of the app, and reading it keeps the thread busy: the figures and alerts around it are shown before.
import { Suspense, lazy, useEffect, useState } from 'react';
import type { ComponentProps } from 'react';
import { patient } from '../app/patiently';
import { useWords } from '../i18n';
import { useLiveStore } from '../live/hooks';
import { afterFigures } from './afterFigures';
import type { MapStage } from './MapStage';

const Stage = lazy(patient(async () => ({ default: (await import('./MapStage')).MapStage })));

export function LazyMapStage(props: ComponentProps<typeof MapStage>) {
  const { t } = useWords();
  const store = useLiveStore();
  const [due, setDue] = useState(store.overview !== null);
  useEffect(() => {
    let gone = false;
    void afterFigures(store).then(() => { if (!gone) setDue(true); });
    return () => { gone = true; };
  }, [store]);
  const waiting = <div className="map-waiting" role="status">{t('map.loading')}</div>;
  return due ? <Suspense fallback={waiting}><Stage {...props} /></Suspense> : waiting;
}
