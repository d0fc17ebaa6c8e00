import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useWords } from '../i18n';
import { useAction } from './useAction';

/** Asks for the password before something that matters: an open browser alone changes nothing. */
export function ProofForm({ go, onProof, children }: { go: string; onProof: (password: string) => Promise<void>; children?: ReactNode }) {
  const { t } = useWords();
  const { going, problem, run } = useAction();
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() => onProof(password));
  };
  return (
    <form className="access-form" onSubmit={submit}>
      {children}
      <PasswordInput label={t('access.account.proof')} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} required withAsterisk={false} />
      {problem && <p className="form-error" role="alert">{problem}</p>}
      <Button type="submit" loading={going}>{go}</Button>
    </form>
  );
}
