import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../i18n';

/** A secret that is shown this once, with a way to take it along. */
export function Once({ title, text, hint }: { title: string; text: string; hint?: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = () => { navigator.clipboard.writeText(text).then(() => setCopied(true), () => undefined); };
  return (
    <div className="once" role="status">
      <h3>{title}</h3>
      <pre className="mono once-text" tabIndex={0}>{text}</pre>
      <p className="quiet">{hint ? `${hint} ` : ''}{t('access.shownOnce')}</p>
      {'clipboard' in navigator && <Button size="compact-sm" variant="default" onClick={copy}>{copied ? t('access.copied') : t('access.copy')}</Button>}
    </div>
  );
}
