import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../i18n';
import { Ago } from '../ui/Ago';
import { useLoad } from '../ui/useLoad';
import { agentName } from './agent';
import { accessApi } from './api';
import { addPasskey, passkeysWork } from './passkeys';
import { ProofForm } from './ProofForm';

export function PasskeySection({ onChanged }: { onChanged: () => void }) {
  const { t } = useWords();
  const mine = useLoad('passkeys', accessApi.passkeys);
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<string | null>(null);
  const [label, setLabel] = useState(() => agentName(navigator.userAgent));
  const changed = () => { setAdding(false); setLeaving(null); mine.reload(); onChanged(); };
  return (
    <>
      <h3>{t('access.account.passkeys')}</h3>
      {mine.data?.length === 0 && <p className="quiet">{t('access.account.passkeyNone')}</p>}
      <ul className="access-list">
        {mine.data?.map((one) => (
          <li key={one.id}>
            <div><strong>{one.label}</strong><div className="quiet">{one.usedAt ? <Ago at={one.usedAt} /> : t('access.account.neverUsed')}</div></div>
            {leaving === one.id ? <ProofForm go={t('access.account.remove')} onProof={async (password) => { await accessApi.removePasskey(one.id, password); changed(); }} />
              : <Button size="compact-sm" variant="default" onClick={() => setLeaving(one.id)}>{t('access.account.remove')}</Button>}
          </li>
        ))}
      </ul>
      {!passkeysWork() ? <p className="quiet">{t('access.account.passkeyUnavailable')}</p>
        : adding ? (
          <ProofForm go={t('access.account.passkeyAdd')} onProof={async (password) => { await addPasskey(password, label.trim() || agentName(null)); changed(); }}>
            <TextInput label={t('access.account.passkeyName')} maxLength={100} value={label} onChange={(event) => setLabel(event.currentTarget.value)} required withAsterisk={false} />
          </ProofForm>
        ) : <Button variant="default" onClick={() => setAdding(true)}>{t('access.account.passkeyAdd')}</Button>}
    </>
  );
}
