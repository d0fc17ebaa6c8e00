// A map small enough for a weak phone: outlines of communes in one SVG, a tap marks the place. No tiles, no WebGL.
import { ActionIcon, Button } from '@mantine/core';
import { IconCurrentLocation, IconMinus, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { PointerEvent } from 'react';
import { useWords } from '../i18n';
import { outline, project, unproject, windowOf } from './place';
import type { Place, Window } from './place';

const size = 400;
const spanMin = 0.002;
const spanMax = 20;
/** Degrees, some eight kilometres: nearer, no outline of a commune is left to find one's way by, and only who asks for it comes there. */
const spanOfCommune = 0.08;

interface Props {
  boundaries: GeoJSON.FeatureCollection;
  /** Where to begin: these units; null: everything. */
  around: ReadonlySet<string> | null;
  place: Place | null;
  onPlace: (place: Place) => void;
}

export function PlaceMap({ boundaries, around, place, onPlace }: Props) {
  const { t } = useWords();
  const [window, setWindow] = useState<Window>(() => windowOf(boundaries, around));
  const [problem, setProblem] = useState(false);
  const [accuracy, setAccuracy] = useState<number | null>(null);
  const path = useMemo(() => outline(boundaries, window, size), [boundaries, window]);
  const zoom = (factor: number, at: Place = window) => setWindow({ longitude: at.longitude, latitude: at.latitude, span: Math.min(spanMax, Math.max(spanMin, window.span * factor)) });
  const tap = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const marked = unproject(((event.clientX - box.left) / box.width) * size, ((event.clientY - box.top) / box.height) * size, window, size);
    setAccuracy(null);
    onPlace(marked);
    // The first taps of a whole province come nearer; then the map stands still under the finger.
    if (window.span > spanOfCommune) zoom(Math.max(0.4, spanOfCommune / window.span), marked);
  };
  const here = () => {
    setProblem(false);
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const at = { longitude: coords.longitude, latitude: coords.latitude };
      setAccuracy(Math.round(coords.accuracy));
      setWindow({ ...at, span: spanOfCommune });
      onPlace(at);
    }, () => setProblem(true), { enableHighAccuracy: true, timeout: 20_000 });
  };
  const pin = place ? project(place, window, size) : null;
  return (
    <div className="place">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('provisioning.claimPlaceMap')} onPointerUp={tap}>
        <rect width={size} height={size} className="place-ground" />
        <path d={path} className="place-outline" />
        {pin && <g transform={`translate(${pin[0]} ${pin[1]})`} className="place-pin"><circle r="14" className="place-halo" /><circle r="5" /></g>}
      </svg>
      <div className="place-tools">
        <ActionIcon variant="default" size="lg" aria-label={t('provisioning.claimZoomIn')} onClick={() => zoom(0.5, place ?? window)}><IconPlus size={18} aria-hidden /></ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label={t('provisioning.claimZoomOut')} onClick={() => zoom(2, place ?? window)}><IconMinus size={18} aria-hidden /></ActionIcon>
      </div>
      <Button variant="default" fullWidth leftSection={<IconCurrentLocation size={17} aria-hidden />} onClick={here}>{t('provisioning.claimHere')}{accuracy !== null && ` · ${t('provisioning.claimAccuracy', { n: accuracy })}`}</Button>
      {problem && <p className="form-error" role="alert">{t('provisioning.claimNoHere')}</p>}
    </div>
  );
}
