import { exact, instant, relative } from '../format/time';
import { useWords } from '../i18n';
import { useNow } from '../live/hooks';

/** Relative time by the server's clock; the exact instant on hover. */
export function Ago({ at, none = '–' }: { at: string | number | null | undefined; none?: string }) {
  const now = useNow(5000);
  const { language } = useWords();
  const when = typeof at === 'number' ? at : instant(at);
  if (when === null || when === 0) return <span className="quiet">{none}</span>;
  return <time className="tabular" dateTime={new Date(when).toISOString()} title={exact(when)}>{relative(when, now, language)}</time>;
}
