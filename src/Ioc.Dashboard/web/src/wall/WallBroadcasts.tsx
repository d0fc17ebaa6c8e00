import { useMemo } from 'react';
import { LevelMark, PhaseMark, ProgressBar } from '../broadcasts/marks';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { useLiveBroadcasts } from '../live/hooks';
import { newestFirst } from '../state/broadcasts';
import { Ago } from '../ui/Ago';
import { useRoom } from './useRoom';

const shownMax = 10;
const rowPx = 62;

export function WallBroadcasts() {
  const { t, language } = useWords();
  const { list, room } = useRoom(rowPx, shownMax);
  const { value: broadcasts, tick } = useLiveBroadcasts();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the broadcasts change in place; their tick says when
  const rows = useMemo(() => newestFirst(broadcasts.values()), [broadcasts, tick]);
  return (
    <section className="wall-list" aria-label={t('broadcasts.title')}>
      <h2>{t('broadcasts.title')}</h2>
      {rows.length === 0 && <p className="wall-calm">{t('broadcasts.none')}</p>}
      <ul ref={list} tabIndex={0} aria-label={t('broadcasts.title')}>
        {rows.slice(0, room).map((one) => (
          <li key={one.id} className="wall-broadcast">
            <span className="wall-marks"><LevelMark level={one.level} /> <PhaseMark broadcast={one} />{one.exercise && <span className="drill">{t('broadcasts.exercise')}</span>}</span>
            <span className="wall-alert-text">{one.title}</span>
            <ProgressBar broadcast={one} />
            <b className="tabular">{t('broadcasts.heardOf', { heard: number(one.heard, language), total: number(one.total, language) })}</b>
            <span className="quiet"><Ago at={one.createdAt} /></span>
          </li>
        ))}
      </ul>
    </section>
  );
}
