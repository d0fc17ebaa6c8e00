import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { dateOf } from '../format/time';
import { useWords } from '../i18n';
import { useLoad } from '../ui/useLoad';
import { accessApi } from './api';
import { GrantEditor } from './GrantEditor';
import { grantsOf } from './grants';
import type { Draft } from './grants';
import { Once } from './Once';
import { useAction } from './useAction';

export function InviteForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { going, problem, run } = useAction();
  const open = useLoad('invitations', accessApi.invitations);
  const [userName, setUserName] = useState('');
  const [fullName, setFullName] = useState('');
  const [drafts, setDrafts] = useState<Draft[]>([{ key: 1, role: 'operator', place: 'unit', unitCode: '', group: '' }]);
  const [link, setLink] = useState<string | null>(null);
  const grants = grantsOf(drafts);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!grants) return;
    void run(async () => {
      setLink((await accessApi.invite({ userName: userName.trim(), fullName: fullName.trim(), grants })).link);
      open.reload();
    });
  };
  return (
    <section className="box">
      <h2>{t('access.people.invite')}</h2>
      {link ? <><Once title={t('access.people.link')} text={link} hint={t('access.people.linkHint')} /><Button onClick={onClose}>{t('access.done')}</Button></> : (
        <form className="access-form is-wide" onSubmit={submit}>
          <div className="field-row">
            <TextInput label={t('access.people.userName')} autoCapitalize="none" spellCheck={false} autoComplete="off" pattern="[A-Za-z0-9._@\-]{1,64}" value={userName} onChange={(event) => setUserName(event.currentTarget.value)} required withAsterisk={false} />
            <TextInput label={t('access.people.fullName')} autoComplete="off" value={fullName} onChange={(event) => setFullName(event.currentTarget.value)} />
          </div>
          <GrantEditor drafts={drafts} onChange={setDrafts} />
          {problem && <p className="form-error" role="alert">{problem}</p>}
          <div className="form-buttons"><Button type="submit" loading={going} disabled={!grants}>{t('access.people.invite')}</Button><Button variant="default" onClick={onClose}>{t('access.cancel')}</Button></div>
        </form>
      )}
      {(open.data?.items.length ?? 0) > 0 && (
        <>
          <h3>{t('access.people.invited')}</h3>
          <ul className="access-list">
            {open.data?.items.map((one) => (
              <li key={one.id}>
                <div><strong>{one.fullName || one.userName}</strong><div className="quiet">{t('access.people.invitedBy', { name: one.invitedBy, time: dateOf(one.expiresAt) })}</div></div>
                <Button size="compact-sm" variant="default" onClick={() => void run(async () => { await accessApi.withdraw(one.id); open.reload(); })}>{t('access.people.withdraw')}</Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
