import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../i18n';
import { accessApi } from './api';
import type { User } from './api';
import { Once } from './Once';
import { useAction } from './useAction';

/** What is done to an account seldom, each with its consequence beside it. */
export function PersonActions({ user, reload, onErased }: { user: User; reload: () => void; onErased: () => void }) {
  const { t } = useWords();
  const { going, problem, run } = useAction();
  const [link, setLink] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const act = (work: () => Promise<unknown>) => void run(async () => { await work(); reload(); });
  return (
    <section className="box"><h2>{t('access.people.actions')}</h2>
      <div className="access-form is-wide">
        {!user.system && (
          <>
            {link ? <Once title={t('access.people.newPassword')} text={link} hint={t('access.people.linkHint')} />
              : <Button variant="default" loading={going} onClick={() => void run(async () => setLink((await accessApi.passwordLink(user.userName)).link))}>{t('access.people.newPassword')}</Button>}
            {user.secondFactor && <div><Button variant="default" loading={going} onClick={() => act(() => accessApi.resetFactors(user.userName))}>{t('access.people.resetFactors')}</Button><p className="quiet">{t('access.people.resetHint')}</p></div>}
          </>
        )}
        <Button variant="default" loading={going} onClick={() => act(() => accessApi.setDisabled(user.userName, !user.disabled))}>{user.disabled ? t('access.people.open') : t('access.people.shutNow')}</Button>
        <TextInput label={t('access.people.erase')} description={t('access.people.eraseHint')} placeholder={user.userName} autoComplete="off" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button color="red" variant="outline" disabled={typed !== user.userName} loading={going} onClick={() => void run(async () => { await accessApi.erase(user.userName); onErased(); })}>{t('access.people.erase')}</Button>
        {problem && <p className="form-error" role="alert">{problem}</p>}
      </div>
    </section>
  );
}
