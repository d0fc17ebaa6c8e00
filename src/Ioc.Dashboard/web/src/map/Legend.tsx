import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { kindWords } from '../api/types';
import type { HealthWord } from '../api/types';
import { useWords } from '../i18n';
import { useLive } from '../live/hooks';
import { layerNames, toggled } from '../state/layers';
import type { LayerName } from '../state/layers';
import { HealthShape } from '../ui/HealthMark';
import type { AlertAreas } from './useAlertAreas';
import type { Zoomed } from './provinceMap';

const order: readonly HealthWord[] = ['ok', 'degraded', 'faulty', 'offline', 'unknown'];

interface Props {
  zoomed: Zoomed;
  areas: AlertAreas;
  hidden: ReadonlySet<LayerName>;
  /** Null where nobody stands before it to choose: on the wall. */
  onHidden: ((hidden: ReadonlySet<LayerName>) => void) | null;
}

/** Explains what is on screen now, in words, and turns its parts off and on. */
export function Legend({ zoomed, areas, hidden, onHidden }: Props) {
  const { t, word } = useWords();
  const playing = useLive((store) => store.overview?.playing.includes(1) ?? false) && !hidden.has('broadcasts');
  // Health in trouble is always explained; a shape that nothing on screen has would only be one more to read.
  const anyUnknown = useLive((store) => store.overview?.health.includes(0) ?? false);
  const shown = !hidden.has('alerts');
  const [open, setOpen] = useState(() => window.innerWidth > 900);
  const layerWord = (name: LayerName) => (name === 'alerts' ? t('map.layerAlerts') : name === 'broadcasts' ? t('map.layerBroadcasts') : word('kind', name));
  return (
    <div className={`legend${open ? '' : ' is-closed'}`}>
      <UnstyledButton className="legend-head" onClick={() => setOpen(!open)} aria-expanded={open} aria-label={open ? t('map.hideLegend') : t('map.showLegend')}>
        <span>{t('map.legend')}</span>{open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronUp size={14} aria-hidden />}
      </UnstyledButton>
      {open && (
        <>
          <ul className="legend-health">
            {order.filter((health) => health !== 'unknown' || anyUnknown).map((health) => <li key={health}><HealthShape health={health} size={11} /> {word('health', health)}</li>)}
            {playing && <li><i className="legend-playing" aria-hidden /> {t('map.legendPlaying')}</li>}
            {shown && areas.areas.size > 0 && <li><i className="legend-hatch" aria-hidden /> {t('map.legendArea')}</li>}
            {shown && areas.hamlets.length > 0 && <li><i className="legend-hamlet" aria-hidden /> {t('map.legendHamlet')}</li>}
          </ul>
          <p className="quiet">{t(zoomed === 'dots' ? 'map.legendDots' : zoomed === 'clusters' ? 'map.legendClusters' : 'map.legendSymbols')}</p>
          <div className="legend-shade">
            <span className="quiet">{t('map.legendShade')}</span>
            <div className="legend-ramp"><span className="quiet">{t('map.legendLess')}</span>{[0, 1, 2, 3, 4].map((step) => <i key={step} className={`ramp-${step}`} />)}<span className="quiet">{t('map.legendMore')}</span></div>
          </div>
          {onHidden && (
            <fieldset className="legend-layers">
              <legend className="quiet">{t('map.layers')}</legend>
              {[...kindWords, ...layerNames.slice(kindWords.length)].map((name) => (
                <label key={name}><input type="checkbox" checked={!hidden.has(name)} onChange={() => onHidden(toggled(hidden, name))} /> {layerWord(name)}</label>
              ))}
            </fieldset>
          )}
        </>
      )}
    </div>
  );
}
