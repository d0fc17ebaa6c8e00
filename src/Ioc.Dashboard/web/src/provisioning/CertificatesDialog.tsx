import { ActionIcon, Button, Modal, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../i18n';
import { problemText } from '../ui/Notice';
import { provisioningApi } from './api';

interface Props { id: string; certificates: readonly string[]; onChanged: () => void; onClose: () => void }

export function CertificatesDialog({ id, certificates, onChanged, onClose }: Props) {
  const words = useWords();
  const { t } = words;
  const [identity, setIdentity] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = (work: Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    work.then(() => { setIdentity(''); onChanged(); }, (error: unknown) => setProblem(problemText(error, words))).finally(() => setBusy(false));
  };
  return (
    <Modal opened onClose={onClose} title={t('provisioning.certTitle', { id })} closeButtonProps={{ 'aria-label': t('provisioning.close') }}>
      <form className="dialog" onSubmit={(event) => { event.preventDefault(); run(provisioningApi.mapCertificate(id, identity)); }}>
        <p className="quiet">{certificates.length === 0 ? t('provisioning.certNone') : t('provisioning.certHint')}</p>
        <ul className="certificates">{certificates.map((name) => (
          <li key={name}><span className="mono">{name}</span><ActionIcon variant="subtle" disabled={busy} aria-label={t('provisioning.certRemove', { name })} onClick={() => run(provisioningApi.unmapCertificate(id, name))}><IconX size={15} aria-hidden /></ActionIcon></li>
        ))}</ul>
        <TextInput label={t('provisioning.certIdentity')} description={t('provisioning.certExample')} value={identity} maxLength={300} onChange={(event) => setIdentity(event.currentTarget.value)} />
        {problem && <p className="form-error" role="alert">{problem}</p>}
        <div className="dialog-actions"><Button variant="default" onClick={onClose}>{t('provisioning.close')}</Button><Button type="submit" loading={busy} disabled={identity.trim() === ''}>{t('provisioning.certAdd')}</Button></div>
      </form>
    </Modal>
  );
}
