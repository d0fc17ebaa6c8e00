import { healthWords } from '../api/types';
import { number } from '../format/numbers';
import { useWords } from '../i18n';

/** Ok at the left, the worst at the right: the eye looks for what sticks out of the calm side. */
const order = [1, 0, 2, 4, 3];

export function HealthBar({ byHealth }: { byHealth: readonly number[] }) {
  const { word, language } = useWords();
  const said = order.filter((health) => (byHealth[health] ?? 0) > 0)
    .map((health) => `${word('health', healthWords[health] ?? 'unknown')} ${number(byHealth[health] ?? 0, language)}`).join(', ');
  return (
    <span className="health-bar" role="img" aria-label={said} title={said}>
      {order.map((health) => {
        const of = byHealth[health] ?? 0;
        return of > 0 ? <i key={health} className={`bar-${healthWords[health] ?? 'unknown'}`} style={{ flexGrow: of }} /> : null;
      })}
    </span>
  );
}
