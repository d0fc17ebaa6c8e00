import { useCallback, useMemo } from 'react';
import { readSelection, useAddress, writeSelection } from '../app/address';
import type { Selection } from '../app/address';
import { usePageName } from '../app/pageName';
import { SidePanel } from '../app/SidePanel';
import { useUnits } from '../app/units';
import { AlertList } from '../alerts/AlertList';
import { useWords } from '../i18n';
import { useLive, useLiveStore, useNow } from '../live/hooks';
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
import { unitName } from '../state/units';
import { number } from '../format/numbers';

export function OverviewPage() {
  const { t, language } = useWords();
  const { params, set, unit } = useAddress();
  const openAlerts = useLive((store) => store.overview?.alerts.size ?? null);
  const selectedText = params.get('sel');
  const selection = useMemo(() => readSelection(selectedText), [selectedText]);
  const select = useCallback((next: Selection | null) => set({ sel: writeSelection(next) }), [set]);
  const scope = useCallback((code: string) => set({ unit: code, sel: null, at: null }), [set]);
  usePageName(useNameOf(selection, unit));
  const hiddenText = params.get('hide');
  const hidden = useMemo(() => readHidden(hiddenText), [hiddenText]);
  const hide = useCallback((next: ReadonlySet<LayerName>) => set({ hide: writeHidden(next) }, true), [set]);
  const look = useCallback((at: string | null) => set({ at }, true), [set]);
  const points = useCounts(unit);
  const now = useNow(30_000);
  const close = () => select(null);
  const selectAlert = useCallback((id: string) => select({ type: 'alert', id }), [select]);
  return (
    <div className="overview">
      <h1 className="visually-hidden">{t('overview.title')}</h1>
      <CountStrip />
      <div className="overview-map">
        <LazyMapStage unit={unit} selection={selection} onSelect={select} onScope={scope} hidden={hidden} onHidden={hide} at={params.get('at')} onAt={look} />
      </div>
      <SidePanel title={selection ? null : openAlerts === null ? t('overview.openAlerts') : `${t('overview.openAlerts')} · ${number(openAlerts, language)}`} raised={selection !== null} onBack={selection ? close : undefined}>
        {selection?.type === 'device' && <DeviceCard id={selection.id} onUnit={(code) => select({ type: 'unit', id: code })} />}
        {selection?.type === 'unit' && <UnitCard code={selection.id} onDevice={(id) => select({ type: 'device', id })} onScope={scope} />}
        {selection?.type === 'alert' && <AlertDetail id={selection.id} onMap />}
        {!selection && <div className="panel-trend"><TrendMark trend={alertTrend(points, openAlerts ?? 0, now)} what="alerts" /></div>}
        {!selection && <AlertList selected={null} onSelect={selectAlert} />}
      </SidePanel>
    </div>
  );
}

/** Of what is selected, or of the scope. */
function useNameOf(selection: Selection | null, scope: string | null): string | null {
  const { language } = useWords();
  const units = useUnits();
  const { overview } = useLiveStore();
  const unit = selection?.type === 'unit' ? selection.id : scope;
  if (selection?.type === 'device') return overview?.name[overview.rowById.get(selection.id) ?? -1] ?? selection.id;
  const alert = selection?.type === 'alert' ? overview?.alerts.get(selection.id) : undefined;
  if (alert) return `${language === 'vi' ? alert.textVi : alert.textEn}, ${alert.deviceName}`;
  return unit ? unitName(units, unit) : null;
}
