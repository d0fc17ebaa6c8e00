import type { HealthWord } from '../api/types';
import { useWords } from '../i18n';

/** The shape alone: ● ▲ ◆ ○ and dotted. Always next to its word, or labelled by `title`. */
export function HealthShape({ health, size = 12, title }: { health: HealthWord; size?: number; title?: string }) {
  return (
    <svg className={`shape is-${health}`} width={size} height={size} viewBox="0 0 12 12" role={title ? 'img' : undefined} aria-label={title} aria-hidden={title ? undefined : true}>
      {health === 'ok' && <circle cx="6" cy="6" r="4.2" fill="currentColor" />}
      {health === 'degraded' && <path d="M6 1.2 11.2 10.4H.8Z" fill="currentColor" />}
      {health === 'faulty' && <path d="M6 .5 11.5 6 6 11.5.5 6Z" fill="currentColor" />}
      {health === 'offline' && <circle cx="6" cy="6" r="3.9" fill="none" stroke="currentColor" strokeWidth="1.9" />}
      {health === 'unknown' && <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="1.7 1.6" />}
    </svg>
  );
}

export function HealthMark({ health }: { health: HealthWord }) {
  const { word } = useWords();
  return (
    <span className={`mark is-${health}`}>
      <HealthShape health={health} />
      <span className="mark-word">{word('health', health)}</span>
    </span>
  );
}
