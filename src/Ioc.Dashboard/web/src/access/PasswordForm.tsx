import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Session } from '../api/types';
import { useWords } from '../i18n';
import { accessApi } from './api';
import { useAction } from './useAction';

export function PasswordForm({ onChanged }: { onChanged: (session: Session) => void }) {
  const { t } = useWords();
  const { going, problem, run } = useAction();
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState('');
  const [done, setDone] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const session = await accessApi.changePassword(current, fresh);
      setCurrent('');
      setFresh('');
      setDone(true);
      onChanged(session);
    });
  };
  return (
    <form className="access-form" onSubmit={submit}>
      <PasswordInput label={t('access.account.current')} autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.currentTarget.value)} required withAsterisk={false} />
      <PasswordInput label={t('access.account.fresh')} description={t('access.invitation.hint')} autoComplete="new-password" minLength={12} value={fresh} onChange={(event) => { setFresh(event.currentTarget.value); setDone(false); }} required withAsterisk={false} />
      {problem && <p className="form-error" role="alert">{problem}</p>}
      {done && <p className="quiet" role="status">{t('access.account.changed')}</p>}
      <Button type="submit" loading={going}>{t('access.account.change')}</Button>
    </form>
  );
}
