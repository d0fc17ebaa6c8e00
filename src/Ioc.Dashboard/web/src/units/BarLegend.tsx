import type { HealthWord } from '../api/types';
import { useWords } from '../i18n';

const inOrderOfBar: readonly HealthWord[] = ['ok', 'unknown', 'degraded', 'offline', 'faulty'];

/** What the patterns of a bar mean. */
export function BarLegend({ healths = inOrderOfBar }: { healths?: readonly HealthWord[] }) {
  const { word } = useWords();
  return (
    <ul className="bar-legend">
      {healths.map((health) => <li key={health}><i className={`bar-${health}`} aria-hidden /> {word('health', health)}</li>)}
    </ul>
  );
}
