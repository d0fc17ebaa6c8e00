import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { accessApi, isChallenge } from '../access/api';
import type { Challenge } from '../access/api';
import { FactorForm } from '../access/FactorForm';
import { passkeysWork, signInWithPasskey } from '../access/passkeys';
import { useAction } from '../access/useAction';
import { api } from '../api/client';
import type { Session } from '../api/types';
import { setLanguage, useWords } from '../i18n';
import { problemText } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';

type Method = 'password' | 'token';

export function SignInPage({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const words = useWords();
  const { t, language } = words;
  const [method, setMethod] = useState<Method>('password');
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [token, setToken] = useState('');
  const [going, setGoing] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const passkey = useAction();
  const ways = useLoad('ways', accessApi.ways);
  // The identity provider sent the person back without a session, and says why in the address.
  const [came] = useState(() => new URLSearchParams(location.search).get('provider'));
  const [challenge, setChallenge] = useState<Challenge | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setGoing(true);
    setError(null);
    try {
      const answer = await accessApi.signIn(method === 'password' ? { userName, password } : { token: token.trim() });
      if (isChallenge(answer)) setChallenge(answer);
      else onSignedIn(await api.session());
    } catch (caught) {
      setError(problemText(caught, words));
    } finally {
      setGoing(false);
    }
  };

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/favicon.svg" alt="" width="44" height="44" />
        <h1>{challenge ? t('access.signIn.factorTitle') : t('signIn.title')}</h1>
        {challenge ? <FactorForm challenge={challenge} onSignedIn={onSignedIn} onBack={() => { setChallenge(null); setPassword(''); }} /> : (
          <form className="access-form" onSubmit={(event) => void submit(event)}>
            <p className="quiet">{t('signIn.intro')}</p>
            <SegmentedControl
              fullWidth aria-label={t('signIn.method')} value={method} onChange={(value) => { setMethod(value); setError(null); }}
              data={[{ value: 'password' as const, label: t('signIn.withPassword') }, { value: 'token' as const, label: t('signIn.withToken') }]}
            />
            {method === 'password' ? (
              <>
                <TextInput label={t('signIn.userName')} autoComplete="username" autoCapitalize="none" spellCheck={false} value={userName} onChange={(event) => setUserName(event.currentTarget.value)} required withAsterisk={false} autoFocus />
                <PasswordInput label={t('signIn.password')} autoComplete="current-password" value={password} onChange={(event) => setPassword(event.currentTarget.value)} required withAsterisk={false} />
              </>
            ) : (
              <PasswordInput label={t('signIn.token')} autoComplete="off" value={token} onChange={(event) => setToken(event.currentTarget.value)} required withAsterisk={false} autoFocus />
            )}
            {error && <p className="form-error" role="alert">{error}</p>}
            <Button type="submit" fullWidth size="md" loading={going} loaderProps={{ 'aria-label': t('signIn.going') }}>{t('signIn.go')}</Button>
            {method === 'password' && passkeysWork() && <Button variant="default" fullWidth loading={passkey.going} onClick={() => void passkey.run(async () => onSignedIn(await signInWithPasskey()))}>{t('access.signIn.usePasskey')}</Button>}
            {ways.data?.provider && <Button variant="default" fullWidth component="a" href="/api/v1/session/provider">{t('access.signIn.provider', { name: ways.data.provider })}</Button>}
            {came && <p className="form-error" role="alert">{t(`access.signIn.${came === 'unknown' ? 'providerUnknown' : came === 'factor' ? 'providerFactor' : 'providerFailed'}`)}</p>}
            {passkey.problem && <p className="form-error" role="alert">{passkey.problem}</p>}
          </form>
        )}
        <button type="button" className="link" onClick={() => setLanguage(language === 'vi' ? 'en' : 'vi')} lang={language === 'vi' ? 'en' : 'vi'}>
          {language === 'vi' ? 'English' : 'Tiếng Việt'}
        </button>
      </div>
    </main>
  );
}
