import { signed } from '../format/numbers';
import { useWords } from '../i18n';
import { sparkline } from '../state/trend';
import type { Trend } from '../state/trend';

const width = 56;
const height = 14;

/** More trouble is amber and points up; less is calm and points down; the words say over what time. */
export function TrendMark({ trend, what = 'trouble' }: { trend: Trend | null; what?: 'trouble' | 'alerts' }) {
  const { t, language } = useWords();
  if (!trend) return null;
  const span = trend.minutes >= 58 ? t('overview.lastHour') : t('overview.lastMinutes', { n: trend.minutes });
  const direction = trend.change > 0 ? 'up' : trend.change < 0 ? 'down' : 'flat';
  const words = direction === 'flat' ? t(what === 'alerts' ? 'overview.alertsUnchanged' : 'overview.unchanged', { span }) : t(what === 'alerts' ? 'overview.alertsChanged' : 'overview.changed', { change: signed(trend.change, language), span });
  return (
    <span className={`trend is-${direction}`} title={words}>
      <svg width={width} height={height + 2} viewBox={`0 -1 ${width} ${height + 2}`} aria-hidden><path d={sparkline(trend.values, width, height)} /></svg>
      <b className="tabular" aria-hidden>{direction === 'flat' ? '=' : `${direction === 'up' ? '▲' : '▼'} ${signed(trend.change, language)}`}</b>
      <span className="trend-span" aria-hidden>{span}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
