import type { Broadcast, BulletinLevel, DeliveryState } from '../api/types';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { useNow } from '../live/hooks';
import { phase, shownCounts } from '../state/broadcasts';

export function LevelMark({ level }: { level: BulletinLevel }) {
  const { word } = useWords();
  return <span className={`level is-${level}`}>{word('level', level)}</span>;
}

export function PhaseMark({ broadcast }: { broadcast: Broadcast }) {
  const { word } = useWords();
  const now = useNow(5000);
  const is = phase(broadcast, now);
  return <span className={`phase is-${is}`}>{word('broadcasts.phase', is)}</span>;
}

const barOrder: readonly DeliveryState[] = ['finished', 'playing', 'accepted', 'sent', 'queued', 'rejected', 'failed', 'expired', 'cancelled'];

export function ProgressBar({ broadcast }: { broadcast: Broadcast }) {
  const { t, word, language } = useWords();
  const said = [...shownCounts(broadcast)].map(([state, count]) => `${word('delivery', state)} ${number(count, language)}`).join(', ');
  return (
    <span className="progress" role="img" aria-label={`${t('broadcasts.progress')}: ${said}`} title={said}>
      {barOrder.map((state) => {
        const count = broadcast.counts[state] ?? 0;
        return count > 0 ? <i key={state} className={`delivery-${state}`} style={{ flexGrow: count }} /> : null;
      })}
    </span>
  );
}
