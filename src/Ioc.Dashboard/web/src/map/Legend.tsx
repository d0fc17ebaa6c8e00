import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { HealthWord } from '../api/types';
import { useWords } from '../i18n';
import { useOverview } from '../live/hooks';
import { HealthShape } from '../ui/HealthMark';
import type { Zoomed } from './provinceMap';

const order: readonly HealthWord[] = ['ok', 'degraded', 'faulty', 'offline', 'unknown'];

/** Explains what is on screen now, in words. */
export function Legend({ zoomed }: { zoomed: Zoomed }) {
  const { t, word } = useWords();
  const { value: overview } = useOverview();
  const playing = overview?.playing.includes(1) ?? false;
  const [open, setOpen] = useState(() => window.innerWidth > 900);
  return (
    <div className={`legend${open ? '' : ' is-closed'}`}>
      <UnstyledButton className="legend-head" onClick={() => setOpen(!open)} aria-expanded={open} aria-label={open ? t('map.hideLegend') : t('map.showLegend')}>
        <span>{t('map.legend')}</span>{open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronUp size={14} aria-hidden />}
      </UnstyledButton>
      {open && (
        <>
          <ul className="legend-health">
            {order.map((health) => <li key={health}><HealthShape health={health} size={11} /> {word('health', health)}</li>)}
            {playing && <li><i className="legend-playing" aria-hidden /> {t('map.legendPlaying')}</li>}
          </ul>
          <p className="quiet">{t(zoomed === 'dots' ? 'map.legendDots' : zoomed === 'clusters' ? 'map.legendClusters' : 'map.legendSymbols')}</p>
          <div className="legend-shade">
            <span className="quiet">{t('map.legendShade')}</span>
            <div className="legend-ramp"><span className="quiet">{t('map.legendLess')}</span>{[0, 1, 2, 3, 4].map((step) => <i key={step} className={`ramp-${step}`} />)}<span className="quiet">{t('map.legendMore')}</span></div>
          </div>
        </>
      )}
    </div>
  );
}
