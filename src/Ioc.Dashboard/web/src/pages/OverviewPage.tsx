import { Suspense, lazy, useCallback } from 'react';
import { readSelection, useAddress, writeSelection } from '../app/address';
import type { Selection } from '../app/address';
import { SidePanel } from '../app/SidePanel';
import { AlertList } from '../alerts/AlertList';
import { useWords } from '../i18n';
import { useOpenAlerts } from '../live/hooks';
import { AlertDetail } from '../alerts/AlertDetail';
import { CountStrip } from '../overview/CountStrip';
import { DeviceCard } from '../overview/DeviceCard';
import { UnitCard } from '../overview/UnitCard';
import { number } from '../format/numbers';

const MapStage = lazy(() => import('../map/MapStage').then((module) => ({ default: module.MapStage })));

export function OverviewPage() {
  const { t, language } = useWords();
  const { params, set, unit } = useAddress();
  const { value: alerts } = useOpenAlerts();
  const selection = readSelection(params.get('sel'));
  const select = useCallback((next: Selection | null) => set({ sel: writeSelection(next) }), [set]);
  const scope = useCallback((code: string) => set({ unit: code, sel: null }), [set]);
  const close = () => select(null);
  return (
    <div className="overview">
      <h1 className="visually-hidden">{t('overview.title')}</h1>
      <CountStrip />
      <div className="overview-map">
        <Suspense fallback={<div className="map-waiting" role="status">{t('map.loading')}</div>}>
          <MapStage unit={unit} selection={selection} onSelect={select} onScope={scope} />
        </Suspense>
      </div>
      <SidePanel title={selection ? null : `${t('overview.openAlerts')} · ${number(alerts.size, language)}`} raised={selection !== null} onBack={selection ? close : undefined}>
        {selection?.type === 'device' && <DeviceCard id={selection.id} />}
        {selection?.type === 'unit' && <UnitCard code={selection.id} onDevice={(id) => select({ type: 'device', id })} onScope={scope} />}
        {selection?.type === 'alert' && <AlertDetail id={selection.id} onMap />}
        {!selection && <AlertList selected={null} onSelect={(id) => select({ type: 'alert', id })} />}
      </SidePanel>
    </div>
  );
}
