import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Session } from '../api/types';
import { useWords } from '../i18n';
import { accessApi } from './api';
import type { Challenge } from './api';
import { passkeysWork, signInWithPasskey } from './passkeys';
import { useAction } from './useAction';

/** The second step of signing in: a code of the app, or a recovery code for who lost the phone. */
export function FactorForm({ challenge, onSignedIn, onBack }: { challenge: Challenge; onSignedIn: (session: Session) => void; onBack: () => void }) {
  const { t } = useWords();
  const { going, problem, run } = useAction();
  const [recovery, setRecovery] = useState(!challenge.factors.includes('totp'));
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => onSignedIn(await accessApi.showFactor(challenge.ticket, recovery ? { recoveryCode: text.trim() } : { code: text.trim() })));
  };
  return (
    <form className="access-form" onSubmit={submit}>
      {recovery
        ? <TextInput key="recovery" label={t('access.signIn.recovery')} autoComplete="off" autoCapitalize="none" spellCheck={false} value={text} onChange={(event) => setText(event.currentTarget.value)} required withAsterisk={false} autoFocus />
        : <TextInput key="code" label={t('access.signIn.code')} inputMode="numeric" autoComplete="one-time-code" maxLength={7} value={text} onChange={(event) => setText(event.currentTarget.value)} required withAsterisk={false} autoFocus />}
      {problem && <p className="form-error" role="alert">{problem}</p>}
      <Button type="submit" fullWidth size="md" loading={going}>{t('access.signIn.confirm')}</Button>
      {challenge.factors.includes('passkey') && passkeysWork() && <Button variant="default" fullWidth onClick={() => void run(async () => onSignedIn(await signInWithPasskey(challenge.ticket)))}>{t('access.signIn.passkeyHere')}</Button>}
      {challenge.factors.includes('recoveryCode') && challenge.factors.includes('totp') && (
        <button type="button" className="link" onClick={() => { setRecovery(!recovery); setText(''); }}>{recovery ? t('access.signIn.useCode') : t('access.signIn.useRecovery')}</button>
      )}
      <button type="button" className="link" onClick={onBack}>{t('access.signIn.back')}</button>
    </form>
  );
}
