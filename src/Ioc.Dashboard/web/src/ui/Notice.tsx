import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { asProblem } from '../api/problem';
import { useWords } from '../i18n';
import type { Words } from '../i18n';

/** The server's own words where it gave any, ours where it could not. */
export function problemText(error: unknown, { t }: Pick<Words, 't'>): string {
  const problem = asProblem(error);
  const ours = t(`problem.${problem.kind}`);
  // 503 says what is busy and when to come back.
  if (problem.status === 503) return problem.detail ?? ours;
  if (problem.kind === 'refused' || problem.kind === 'notFound' || problem.kind === 'forbidden') return problem.detail ?? ours;
  return ours;
}

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
