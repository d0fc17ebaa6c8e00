import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useWords } from '../i18n';
import { accessApi } from './api';
import { Once } from './Once';
import { ProofForm } from './ProofForm';
import { Qr } from './Qr';
import { useAction } from './useAction';

/** Password, code to scan, code to type, recovery codes: one step after the other. */
export function TotpEnrolment({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const { going, problem, run } = useAction();
  const [start, setStart] = useState<{ ticket: string; secret: string; uri: string } | null>(null);
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<string[] | null>(null);

  if (codes) {
    return (
      <div className="access-form">
        {codes.length > 0 && <Once title={t('access.account.codes')} text={codes.join('\n')} hint={t('access.account.codesKeep')} />}
        <Button onClick={onDone}>{t('access.done')}</Button>
      </div>
    );
  }
  if (!start) return <ProofForm go={t('access.account.add')} onProof={async (password) => setStart(await accessApi.beginTotp(password))} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => setCodes((await accessApi.enrolTotp(start.ticket, code.trim())).recoveryCodes));
  };
  return (
    <form className="access-form" onSubmit={submit}>
      <p>{t('access.account.scan')}</p>
      <a href={start.uri}><Qr text={start.uri} label={t('access.account.scan')} /></a>
      <p className="quiet">{t('access.account.typeSecret')} <span className="mono secret">{start.secret.match(/.{1,4}/g)?.join(' ')}</span></p>
      <TextInput label={t('access.account.code')} inputMode="numeric" autoComplete="one-time-code" maxLength={7} value={code} onChange={(event) => setCode(event.currentTarget.value)} required withAsterisk={false} autoFocus />
      {problem && <p className="form-error" role="alert">{problem}</p>}
      <Button type="submit" loading={going}>{t('access.account.enrol')}</Button>
    </form>
  );
}
