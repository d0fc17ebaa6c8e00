import { Button } from '@mantine/core';
import { useWords } from '../i18n';
import { Ago } from '../ui/Ago';
import { agentName } from './agent';
import type { OpenSession } from './api';

export function SessionList({ sessions, onClose }: { sessions: readonly OpenSession[]; onClose: (id: string) => void }) {
  const { t } = useWords();
  if (sessions.length === 0) return <p className="quiet">{t('access.account.noSessions')}</p>;
  return (
    <ul className="access-list">
      {sessions.map((session) => (
        <li key={session.id}>
          <div>
            <strong>{agentName(session.agent)}</strong>{session.current && <span className="tag">{t('access.account.thisBrowser')}</span>}{session.withToken && <span className="tag">{t('access.account.withToken')}</span>}
            <div className="quiet">{session.address ?? '–'} · <Ago at={session.usedAt} /></div>
          </div>
          {!session.current && <Button size="compact-sm" variant="default" onClick={() => onClose(session.id)}>{t('access.account.signOut')}</Button>}
        </li>
      ))}
    </ul>
  );
}
