import { ActionIcon } from '@mantine/core';
import { useComputedColorScheme } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useNavigationType } from 'react-router';
import { api } from '../api/client';
import type { Selection } from '../app/address';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { useLiveStore } from '../live/hooks';
import { readCamera, writeCamera } from '../state/camera';
import type { Camera } from '../state/camera';
import type { LayerName } from '../state/layers';
import { unitsBelow } from '../state/units';
import { useLoad } from '../ui/useLoad';
import { HoverCard } from './HoverCard';
import { Legend } from './Legend';
import { ProvinceMap } from './provinceMap';
import type { Zoomed } from './provinceMap';
import { useAlertAreas } from './useAlertAreas';
import { useBoundaries } from './useBoundaries';

interface Props {
  unit: string | null;
  selection: Selection | null;
  onSelect: (selection: Selection | null) => void;
  onScope: (unit: string) => void;
  hidden: ReadonlySet<LayerName>;
  /** Null on the wall: there is nobody to press a button. */
  onHidden: ((hidden: ReadonlySet<LayerName>) => void) | null;
  /** The camera as the address has it; null: none, and the map shows the scope. */
  at?: string | null;
  onAt?: (at: string | null) => void;
}

/** A hand on the map moves it many times a second; the address follows when it rests. */
const restMs = 400;

const wallType = 1.4;

/** Where the map was when the theme or language turned, or a page was visited in between. */
let lastCamera: { unit: string | null; camera: Camera | null } | null = null;

/** Drawn anew only for another scope, selection or choice of layers: what lives, the map is told past React. */
export const MapStage = memo(function MapStage({ unit, selection, onSelect, onScope, hidden, onHidden, at = null, onAt }: Props) {
  const { t, language } = useWords();
  const scheme = useComputedColorScheme('dark');
  const store = useLiveStore();
  const units = useUnits();
  const container = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<ProvinceMap | null>(null);
  const [failed, setFailed] = useState(false);
  const [zoomed, setZoomed] = useState<Zoomed>('dots');
  const [hover, setHover] = useState<{ code: string; x: number; y: number } | null>(null);
  const boundaries = useBoundaries();
  const pickedHere = useRef<string | null>(null);
  const wall = onHidden === null;
  const latest = useRef({ onSelect, onScope, onAt, unit, wall, at });
  useEffect(() => { latest.current = { onSelect, onScope, onAt, unit, wall, at }; });
  /** What this map itself last wrote into the address, or was made with. */
  const ownAt = useRef<string | null>(at);

  useEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    let made: ProvinceMap | null = null;
    let gone = false;
    const pick = (picked: Selection | null) => {
      pickedHere.current = picked ? `${picked.type}:${picked.id}` : '';
      latest.current.onSelect(picked);
    };
    const words = { hoangSa: t('map.hoangSa'), truongSa: t('map.truongSa'), eastSea: t('map.eastSea') };
    const { at: asked, unit: unitNow } = latest.current;
    ownAt.current = asked;
    const camera = readCamera(asked) ?? (lastCamera?.unit === unitNow ? lastCamera.camera : null);
    let resting: ReturnType<typeof setTimeout> | undefined;
    const rest = (seen: Camera | null) => {
      clearTimeout(resting);
      resting = setTimeout(() => {
        ownAt.current = seen && writeCamera(seen);
        if (ownAt.current !== latest.current.at) latest.current.onAt?.(ownAt.current);
      }, restMs);
    };
    // A font that does not come leaves the names in another; that is no reason for no map.
    const font = document.fonts.load('400 16px "Be Vietnam Pro"', 'Xã Đường').catch(() => undefined);
    void font.then(() => {
      if (gone) return;
      try {
        made = new ProvinceMap(element, words, {
          onDevice: (handle) => {
            const row = store.overview?.rowByHandle.get(handle);
            const id = row === undefined ? undefined : store.overview?.id[row];
            if (id) pick({ type: 'device', id });
          },
          onCommune: (code) => pick(code ? { type: 'unit', id: code } : null),
          onOpenCommune: (code) => latest.current.onScope(code),
          onZoomed: setZoomed,
          onHover: (code, x, y) => setHover(code ? { code, x, y } : null),
          onCamera: rest,
        }, camera, latest.current.wall ? wallType : 1);
        setMap(made);
        if (camera && !readCamera(asked)) rest(camera);
      } catch {
        // No WebGL: every other screen works without the map, and this one says so.
        setFailed(true);
      }
    });
    return () => {
      gone = true;
      clearTimeout(resting);
      if (made) {
        lastCamera = { unit: latest.current.unit, camera: made.camera };
        made.destroy();
      }
      setMap(null);
    };
    // `t` changes with the language, which changes the labels of the archipelagos.
  }, [scheme, language, store, t]);

  useEffect(() => {
    if (map && boundaries.data) void map.setBoundaries(boundaries.data, (code) => units.byCode.get(code)?.name ?? code);
  }, [map, boundaries.data, units]);

  useEffect(() => {
    if (!map) return undefined;
    return store.subscribeRows((overview, rows) => { void map.setOverview(overview, rows); });
  }, [map, store]);

  const areas = useAlertAreas();
  useEffect(() => { void map?.setAlertAreas(areas.areas, areas.hamlets); }, [map, areas.areas, areas.hamlets]);
  useEffect(() => { void map?.setHidden(hidden); }, [map, hidden]);
  const base = useLoad('base-map', api.map);
  // A base map that can't be read leaves the plain ground, on which everything of ours still stands.
  useEffect(() => { if (map && base.data) map.setBaseMap(base.data).catch(() => undefined); }, [map, base.data]);

  // Back, Forward and a pasted address: what stands there now was not written by this map.
  useEffect(() => {
    const camera = readCamera(at);
    if (!map || !camera || at === ownAt.current) return;
    ownAt.current = at;
    map.lookAt(camera);
  }, [map, at]);

  const shownUnit = useRef<string | null>(unit);
  useEffect(() => {
    if (!map) return;
    const fly = shownUnit.current !== unit;
    shownUnit.current = unit;
    void map.setScope(unit ? unitsBelow(units, unit) : null, fly);
  }, [map, unit, units]);

  const hasOverview = useSyncExternalStore(store.subscribe, () => store.overview !== null);
  const arrival = useNavigationType();
  const selectedKey = selection ? `${selection.type}:${selection.id}` : '';
  /** What was selected in the address that also said where to look. */
  const openedWith = useRef(readCamera(at) ? selectedKey : null);
  useEffect(() => {
    if (!map) return;
    const overview = store.overview;
    const deviceId = selection?.type === 'device' ? selection.id : selection?.type === 'alert' ? overview?.alerts.get(selection.id)?.deviceId : undefined;
    const row = deviceId ? overview?.rowById.get(deviceId) : undefined;
    const device = overview && row !== undefined ? { lon: overview.lon[row] ?? 0, lat: overview.lat[row] ?? 0 } : null;
    void map.choose(device, selection?.type === 'unit' ? selection.id : null, pickedHere.current === selectedKey || openedWith.current === selectedKey ? 'never' : arrival === 'PUSH' || !lastCamera ? 'always' : 'hidden');
    // The selection object is made anew on every render; its key says whether it is another one. How one arrived matters only then.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [map, selectedKey, store, hasOverview]);

  if (failed) return <div className="map-stage"><div className="notice">{t('map.noWebgl')}</div></div>;
  return (
    <section className="map-stage" aria-label={t('map.label')}>
      <div ref={container} className="map-canvas" />
      {!map && <div className="map-waiting" role="status">{t('map.loading')}</div>}
      {!boundaries.data && boundaries.failure !== undefined && (
        <div className="map-problem" role="status">{t('map.noBoundaries')} <button type="button" className="link" onClick={boundaries.reload}>{t('units.retryNow')}</button></div>
      )}
      {onHidden && <div className="map-buttons">
        <ActionIcon variant="default" size="lg" aria-label={t('map.zoomIn')} title={t('map.zoomIn')} onClick={() => map?.zoomBy(1)}><IconPlus size={18} /></ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label={t('map.zoomOut')} title={t('map.zoomOut')} onClick={() => map?.zoomBy(-1)}><IconMinus size={18} /></ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label={t('map.home')} title={t('map.home')} onClick={() => map?.goHome()}><IconFocusCentered size={18} /></ActionIcon>
      </div>}
      <Legend zoomed={zoomed} areas={areas} hidden={hidden} onHidden={onHidden} />
      {hover && <HoverCard code={hover.code} x={hover.x} y={hover.y} />}
    </section>
  );
});
