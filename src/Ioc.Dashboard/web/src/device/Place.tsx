import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { DeviceRecord } from '../api/types';
import { useAddress } from '../app/address';
import { useUnits } from '../app/units';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { useLiveStore } from '../live/hooks';
import { useBoundaries } from '../map/useBoundaries';
import { sketchOf } from '../state/sketch';
import { unitName } from '../state/units';
import { useHamletName } from '../units/useHamlets';

const size = 190;

/** Where it is: in its commune among its neighbours, as coordinates, and a way to the map. */
export function Place({ device }: { device: DeviceRecord }) {
  const { t, language } = useWords();
  const { link } = useAddress();
  const units = useUnits();
  const { overview } = useLiveStore();
  const hamletName = useHamletName(device.hamletCode ? device.unitCode : null);
  // Boundaries of a whole province are megabytes: on a phone the link to the map is enough.
  const hasRoom = useMediaQuery('(min-width: 1000px)', matchMedia('(min-width: 1000px)').matches);
  const boundaries = useBoundaries(hasRoom).data;
  const sketch = useMemo(() => boundaries && sketchOf(boundaries, device.unitCode, size), [boundaries, device.unitCode]);
  const { latitude, longitude } = device;
  const here = latitude === undefined || longitude === undefined ? null : { latitude, longitude };
  const neighbours = useMemo(() => (overview && sketch ? Array.from({ length: overview.count }, (_, row) => row).filter((row) => overview.unit[row] === device.unitCode) : []), [overview, sketch, device.unitCode]);
  const at = here && sketch?.place(here.latitude, here.longitude);
  return (
    <section className="box place">
      <h2>{t('device.where')}</h2>
      <div>
        {sketch && overview && (
          <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('device.sketch', { unit: unitName(units, device.unitCode) })}>
            <path className="place-outline" d={sketch.outline} />
            {neighbours.map((row) => { const { x, y } = sketch.place(overview.lat[row] ?? 0, overview.lon[row] ?? 0); return <circle key={row} className="place-other" cx={x} cy={y} r="2" />; })}
            {at && <><circle className="place-ring" cx={at.x} cy={at.y} r="8" /><circle className="place-here" cx={at.x} cy={at.y} r="4" /></>}
          </svg>
        )}
        <dl className="twin">
          <div><dt>{t('device.unit')}</dt><dd><Link to={link(`/units/${encodeURIComponent(device.unitCode)}`)}>{unitName(units, device.unitCode)}</Link></dd></div>
          {device.hamletCode && <div><dt>{t('device.hamlet')}</dt><dd>{hamletName(device.hamletCode)}</dd></div>}
          {here && <div><dt>{t('device.position')}</dt><dd className="tabular">{number(here.latitude, language, 5)}; {number(here.longitude, language, 5)}</dd></div>}
          <div><dt>{t('device.map')}</dt><dd><Link to={link('/', { sel: `d:${device.id}` })}>{t('device.onMap')}</Link></dd></div>
        </dl>
      </div>
    </section>
  );
}
