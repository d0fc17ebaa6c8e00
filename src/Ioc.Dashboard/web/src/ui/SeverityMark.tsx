import type { Severity } from '../api/types';
import { useWords } from '../i18n';

/** Severity adds weight, not hues: critical is the only solid fill. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const { word } = useWords();
  return <span className={`severity is-${severity}`}>{word('severity', severity)}</span>;
}
