import { useEffect, useMemo } from 'react';
import { Link } from 'react-router';
import { healthWords, kindWords } from '../api/types';
import { useAddress } from '../app/address';
import { markOnce } from '../app/marks';
import { number, percent } from '../format/numbers';
import { useWords } from '../i18n';
import { useNow, useOverview } from '../live/hooks';
import { countByKind } from '../state/counts';
import type { KindCounts } from '../state/counts';
import { kindTrend } from '../state/trend';
import type { Trend } from '../state/trend';
import { afterPaint } from '../ui/afterPaint';
import { HealthShape } from '../ui/HealthMark';
import { KindIcon } from '../ui/KindIcon';
import { TrendMark } from './TrendMark';
import { useCounts } from './useCounts';

/** Worst first in the bar's right half; ok fills the left. */
const barOrder = [1, 0, 2, 4, 3];
const listed = [3, 4, 2, 0];

export function CountStrip() {
  const { t } = useWords();
  const { unit } = useAddress();
  const points = useCounts(unit);
  const now = useNow(30_000);
  const { value: overview, tick } = useOverview();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the overview changes in place; its tick says when
  const counts = useMemo(() => (overview ? countByKind(overview) : null), [overview, tick]);
  const ready = counts !== null;
  useEffect(() => { if (ready) void afterPaint().then(() => markOnce('ioc.overview')); }, [ready]);
  return (
    <section className="counts" aria-label={t('overview.counts')} aria-busy={!counts}>
      {kindWords.map((kind, index) => {
        const of = counts?.[index] ?? null;
        return <KindCount key={kind} kind={kind} counts={of} trend={of && kindTrend(points, kind, of.byHealth, now)} />;
      })}
    </section>
  );
}

function KindCount({ kind, counts, trend }: { kind: (typeof kindWords)[number]; counts: KindCounts | null; trend: Trend | null }) {
  const { t, word, language } = useWords();
  const { link } = useAddress();
  const total = counts?.total ?? 0;
  const ok = counts?.byHealth[1] ?? 0;
  return (
    <article className={`count${counts ? '' : ' is-loading'}`}>
      <Link to={link('/devices', { kind })} className="count-head">
        <KindIcon kind={kind} size={17} />
        <span className="count-name">{word('kind', kind)}</span>
        <span className="count-total tabular">{counts ? number(total, language) : '\u2007'}</span>
        <span className="count-share">{counts && total > 0 ? (ok === total ? t(total === 1 ? 'overview.oneWorking' : 'overview.allWorking') : t('overview.working', { share: percent(ok, total, language) })) : ''}</span>
      </Link>
      <div className="count-row">
      <ul className="count-health">
          {counts && listed.map((health) => {
            const of = counts.byHealth[health] ?? 0;
            const name = healthWords[health] ?? 'unknown';
            if (of === 0) return null;
            return (
              <li key={health}>
                <Link to={link('/devices', { kind, health: name })} title={word('health', name)}>
                  <HealthShape health={name} /> <b className="tabular">{number(of, language)}</b> <span className="count-word">{word('health', name).toLowerCase()}</span>
                </Link>
              </li>
            );
          })}
      </ul>
      <TrendMark trend={trend} />
      </div>
      <div className="count-bar" aria-hidden>
        {counts && barOrder.map((health) => {
          const of = counts.byHealth[health] ?? 0;
          return of > 0 ? <i key={health} className={`bar-${healthWords[health] ?? 'unknown'}`} style={{ flexGrow: of }} /> : null;
        })}
      </div>
    </article>
  );
}
