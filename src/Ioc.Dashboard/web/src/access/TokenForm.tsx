import { Button, MultiSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useWords } from '../i18n';
import { accessApi } from './api';
import { Once } from './Once';
import { useAction } from './useAction';

/** @param may permissions of the account: a token never has more. */
export function TokenForm({ userName, may, onMade }: { userName: string; may: readonly string[]; onMade: () => void }) {
  const { t } = useWords();
  const { going, problem, run } = useAction();
  const [label, setLabel] = useState('');
  const [days, setDays] = useState<number | null>(365);
  const [only, setOnly] = useState<string[]>([]);
  const [token, setToken] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const made = await accessApi.createToken(userName, { label: label.trim(), ...(only.length > 0 ? { permissions: only } : {}), ...(days ? { expiresInDays: days } : {}) });
      setToken(made.token);
      setLabel('');
      onMade();
    });
  };
  return (
    <form className="access-form is-wide" onSubmit={submit}>
      {token && <Once title={t('access.people.newToken')} text={token} />}
      <div className="field-row">
        <TextInput label={t('access.people.tokenLabel')} maxLength={100} value={label} onChange={(event) => setLabel(event.currentTarget.value)} required withAsterisk={false} />
        <NumberInput label={t('access.people.tokenDays')} min={1} max={3650} allowDecimal={false} value={days ?? ''} onChange={(value) => setDays(typeof value === 'number' ? value : null)} />
      </div>
      <MultiSelect label={t('access.people.tokenMay')} data={may.map((one) => ({ value: one, label: t(`access.permission.${one}`) }))} value={only} onChange={setOnly} clearable />
      {problem && <p className="form-error" role="alert">{problem}</p>}
      <Button type="submit" variant="default" loading={going}>{t('access.people.newToken')}</Button>
    </form>
  );
}
