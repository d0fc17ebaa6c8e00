import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useWords } from '../i18n';
import { Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { accessApi } from './api';
import { useAction } from './useAction';

/** Opened from a link, by somebody who has no account yet or forgot the password. The secret stands after the #, so no server saw it on the way. */
export function InvitationPage({ onLeave }: { onLeave: () => void }) {
  const { t } = useWords();
  const { going, problem, run } = useAction();
  const [secret] = useState(() => location.hash.slice(1));
  const invited = useLoad(secret, () => accessApi.lookAtInvitation(secret));
  const [password, setPassword] = useState('');
  const [ready, setReady] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await accessApi.acceptInvitation(secret, password);
      setReady(true);
    });
  };
  const person = invited.data;
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/favicon.svg" alt="" width="44" height="44" />
        <h1>{t('access.invitation.title')}</h1>
        {invited.loading && <Waiting text={t('access.loading')} />}
        {invited.error !== undefined && <p role="alert">{t('access.invitation.gone')}</p>}
        {person && ready && <p role="status">{t('access.invitation.ready', { userName: person.userName })}</p>}
        {person && !ready && (
          <form className="access-form" onSubmit={submit}>
            <p>{person.newAccount ? t('access.invitation.hello', { name: person.fullName || person.userName, userName: person.userName }) : t('access.invitation.again', { userName: person.userName })}</p>
            <input type="hidden" autoComplete="username" value={person.userName} readOnly />
            <PasswordInput label={t('access.invitation.password')} description={t('access.invitation.hint')} autoComplete="new-password" minLength={12} value={password} onChange={(event) => setPassword(event.currentTarget.value)} required withAsterisk={false} autoFocus />
            {problem && <p className="form-error" role="alert">{problem}</p>}
            <Button type="submit" fullWidth size="md" loading={going}>{t('access.invitation.accept')}</Button>
          </form>
        )}
        {(ready || invited.error !== undefined) && <Button variant={ready ? 'filled' : 'default'} onClick={onLeave}>{t('access.invitation.toSignIn')}</Button>}
      </div>
    </main>
  );
}
