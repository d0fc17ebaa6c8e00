import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../i18n';
import { problemText } from '../i18n/problemText';

export { problemText };

export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const words = useWords();
  return (
    <div className="notice is-problem" role="alert">
      <p>{problemText(error, words)}</p>
      {onRetry && <Button size="compact-sm" variant="default" onClick={onRetry}>{words.t('problem.retry')}</Button>}
    </div>
  );
}

export function Empty({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {hint && <p className="quiet">{hint}</p>}
      {children}
    </div>
  );
}

/** Shown only after 300 ms (CSS), so that what is quick does not flicker. */
export function Waiting({ text }: { text: string }) {
  return <div className="waiting" role="status"><span className="waiting-bar" aria-hidden />{text}</div>;
}
