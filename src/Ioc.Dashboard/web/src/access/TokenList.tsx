import { Button } from '@mantine/core';
import { dateOf } from '../format/time';
import { useWords } from '../i18n';
import { Ago } from '../ui/Ago';
import type { Token } from './api';

export function TokenList({ tokens, onRevoke }: { tokens: readonly Token[]; onRevoke?: (id: string) => void }) {
  const { t } = useWords();
  if (tokens.length === 0) return <p className="quiet">{t('access.account.noTokens')}</p>;
  return (
    <ul className="access-list">
      {tokens.map((token) => (
        <li key={token.id}>
          <div>
            <strong>{token.label}</strong> <span className="quiet">{token.expiresAt ? t('access.account.expires', { time: dateOf(token.expiresAt) }) : t('access.account.untilRevoked')}</span>
            <div className="quiet">{token.lastUsedAt ? <><Ago at={token.lastUsedAt} /> · {token.lastUsedFrom ?? '–'}</> : t('access.account.neverUsed')}</div>
            {token.permissions && <div className="quiet">{token.permissions.map((one) => t(`access.permission.${one}`)).join(' · ')}</div>}
          </div>
          {onRevoke && <Button size="compact-sm" variant="default" onClick={() => onRevoke(token.id)}>{t('access.people.revoke')}</Button>}
        </li>
      ))}
    </ul>
  );
}
