import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../i18n';
import { problemText } from '../ui/Notice';
import { provisioningApi } from './api';

export function RevokeDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const revoke = () => {
    setBusy(true);
    provisioningApi.revoke(id, reason).then(onClose, (error: unknown) => { setProblem(problemText(error, words)); setBusy(false); });
  };
  return (
    <Modal opened onClose={onClose} title={t('provisioning.revokeTitle', { id })} closeButtonProps={{ 'aria-label': t('provisioning.close') }}>
      <div className="dialog">
        <p>{t('provisioning.revokeHint')}</p>
        <TextInput label={t('provisioning.reason')} value={reason} maxLength={300} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
        {problem && <p className="form-error" role="alert">{problem}</p>}
        <div className="dialog-actions"><Button variant="default" onClick={onClose}>{t('provisioning.cancel')}</Button><Button color="red" loading={busy} onClick={revoke}>{t('provisioning.revoke')}</Button></div>
      </div>
    </Modal>
  );
}
