// The screen on the wall of the centre: nobody touches it, everybody looks at it. Dark, large, by itself.
import { ActionIcon } from '@mantine/core';
import { IconArrowsMaximize, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAddress } from '../app/address';
import { LostBanner } from '../app/LostBanner';
import { useUnits } from '../app/units';
import { UnitsBanner } from '../app/UnitsBanner';
import { clockWithSeconds, longDate } from '../format/time';
import { useWords } from '../i18n';
import { useFreshness, useLive, useNow } from '../live/hooks';
import { CountStrip } from '../overview/CountStrip';
import { LazyMapStage } from '../map/LazyMapStage';
import { readHidden } from '../state/layers';
import { readPlan, turn } from '../state/wall';
import type { WallView } from '../state/wall';
import { provinceName, unitName, unitsInUse } from '../state/units';
import { useAwake } from '../wall/useAwake';
import { useFreshApp } from '../wall/useFreshApp';
import { useKeptSession } from '../wall/useKeptSession';
import { WallAlerts } from '../wall/WallAlerts';
import { WallBroadcasts } from '../wall/WallBroadcasts';
import { WallUnits } from '../wall/WallUnits';

const nothing = () => undefined;

export function WallPage() {
  const { t } = useWords();
  const { params, unit, link } = useAddress();
  const navigate = useNavigate();
  const viewsText = params.get('views');
  const secondsText = params.get('seconds');
  const plan = useMemo(() => readPlan(viewsText, secondsText), [viewsText, secondsText]);
  const [view, setView] = useState<WallView>(plan.views[0] ?? 'map');
  const hiddenText = params.get('hide');
  const hidden = useMemo(() => readHidden(hiddenText), [hiddenText]);
  const [paused, setPaused] = useState(false);
  useAwake();
  useKeptSession();
  useFreshApp();

  useEffect(() => {
    if (paused || plan.views.length < 2) return undefined;
    const timer = setTimeout(() => setView(turn(plan, view, 1)), plan.secondsEach * 1000);
    return () => clearTimeout(timer);
  }, [paused, plan, view]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'ArrowRight') setView((now) => turn(plan, now, 1));
      else if (event.key === 'ArrowLeft') setView((now) => turn(plan, now, -1));
      else if (event.key === ' ') { event.preventDefault(); setPaused((now) => !now); }
      else if (event.key === 'Escape') void navigate(link('/'));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
    // The link depends on the address, which this page does not change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [plan, navigate, unit]);

  return (
    <main className="wall" aria-label={t('wall.title')}>
      <WallHead unit={unit} />
      <CountStrip />
      <div className="wall-stage">
        <LostBanner />
        <UnitsBanner />
        <div className="wall-views">
          {/* The map stays: making it anew every minute for weeks would be work for nothing. */}
          {plan.views.includes('map') && (
            <div className={`wall-map${view === 'map' ? '' : ' is-hidden'}`} aria-hidden={view !== 'map'}>
              <LazyMapStage unit={unit} selection={null} onSelect={nothing} onScope={nothing} hidden={hidden} onHidden={null} />
            </div>
          )}
          {view === 'alerts' && <WallAlerts />}
          {view === 'units' && <WallUnits />}
          {view === 'broadcasts' && <WallBroadcasts />}
        </div>
      </div>
      <footer className="wall-foot">
        <span className="wall-dots" role="group" aria-label={t('wall.views')}>
          {plan.views.map((one) => <button key={one} type="button" className={one === view ? 'is-on' : ''} aria-pressed={one === view} onClick={() => setView(one)}>{t(`wall.view.${one}`)}</button>)}
        </span>
        <span className="bar-space" />
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={paused ? t('wall.play') : t('wall.pause')} title={paused ? t('wall.play') : t('wall.pause')} onClick={() => setPaused(!paused)}>{paused ? <IconPlayerPlay size={20} /> : <IconPlayerPause size={20} />}</ActionIcon>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('wall.full')} title={t('wall.full')} onClick={() => { document.documentElement.requestFullscreen().catch(nothing); }}><IconArrowsMaximize size={20} /></ActionIcon>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('wall.leave')} title={t('wall.leave')} onClick={() => { void navigate(link('/')); }}><IconX size={20} /></ActionIcon>
      </footer>
    </main>
  );
}

function WallHead({ unit }: { unit: string | null }) {
  const { t, language } = useWords();
  const units = useUnits();
  const overview = useLive((store) => store.overview);
  const whole = useMemo(() => (overview ? provinceName(unitsInUse(units, new Set(overview.unit))) : null), [units, overview]);
  const now = useNow();
  const fresh = useFreshness();
  const words = { starting: t('top.starting'), live: t('top.live'), slow: t('top.slow', { n: fresh.state === 'slow' ? fresh.seconds : 0 }), lost: t('top.lost'), refused: t('top.refused') };
  return (
    <header className="wall-head">
      <img src="/favicon.svg" alt="" width="36" height="36" />
      <h1>{unit ? unitName(units, unit) : [t('app.name'), whole].filter((name) => name !== null).join(' · ')}</h1>
      <span className="bar-space" />
      <span className={`fresh is-${fresh.state}`} role="status"><i aria-hidden />{words[fresh.state]}</span>
      <span className="wall-date">{longDate(now, language)}</span>
      <time className="wall-clock tabular">{clockWithSeconds(now)}</time>
    </header>
  );
}
