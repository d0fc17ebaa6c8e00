import { useCallback, useMemo } from 'react';
import { readSelection, useAddress, writeSelection } from '../app/address';
import type { Selection } from '../app/address';
import { SidePanel } from '../app/SidePanel';
import { AlertList } from '../alerts/AlertList';
import { useWords } from '../i18n';
import { useLive, useNow } from '../live/hooks';
import { AlertDetail } from '../alerts/AlertDetail';
import { CountStrip } from '../overview/CountStrip';
import { DeviceCard } from '../overview/DeviceCard';
import { TrendMark } from '../overview/TrendMark';
import { UnitCard } from '../overview/UnitCard';
import { useCounts } from '../overview/useCounts';
import { LazyMapStage } from '../map/LazyMapStage';
import { readHidden, writeHidden } from '../state/layers';
import type { LayerName } from '../state/layers';
import { alertTrend } from '../state/trend';
import { number } from '../format/numbers';

export function OverviewPage() {
  const { t, language } = useWords();
  const { params, set, unit } = useAddress();
  const openAlerts = useLive((store) => store.overview?.alerts.size ?? 0);
  const selectedText = params.get('sel');
  const selection = useMemo(() => readSelection(selectedText), [selectedText]);
  const select = useCallback((next: Selection | null) => set({ sel: writeSelection(next) }), [set]);
  const scope = useCallback((code: string) => set({ unit: code, sel: null }), [set]);
  const hiddenText = params.get('hide');
  const hidden = useMemo(() => readHidden(hiddenText), [hiddenText]);
  const hide = useCallback((next: ReadonlySet<LayerName>) => set({ hide: writeHidden(next) }, true), [set]);
  const points = useCounts(unit);
  const now = useNow(30_000);
  const close = () => select(null);
  const selectAlert = useCallback((id: string) => select({ type: 'alert', id }), [select]);
  return (
    <div className="overview">
      <h1 className="visually-hidden">{t('overview.title')}</h1>
      <CountStrip />
      <div className="overview-map">
        <LazyMapStage unit={unit} selection={selection} onSelect={select} onScope={scope} hidden={hidden} onHidden={hide} />
      </div>
      <SidePanel title={selection ? null : `${t('overview.openAlerts')} · ${number(openAlerts, language)}`} raised={selection !== null} onBack={selection ? close : undefined}>
        {selection?.type === 'device' && <DeviceCard id={selection.id} onUnit={(code) => select({ type: 'unit', id: code })} />}
        {selection?.type === 'unit' && <UnitCard code={selection.id} onDevice={(id) => select({ type: 'device', id })} onScope={scope} />}
        {selection?.type === 'alert' && <AlertDetail id={selection.id} onMap />}
        {!selection && <div className="panel-trend"><TrendMark trend={alertTrend(points, openAlerts, now)} what="alerts" /></div>}
        {!selection && <AlertList selected={null} onSelect={selectAlert} />}
      </SidePanel>
    </div>
  );
}
