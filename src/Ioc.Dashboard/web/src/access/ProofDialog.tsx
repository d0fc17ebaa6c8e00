import { useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n';
import { accessApi } from './api';
import { ProofForm } from './ProofForm';
import { whenProofIsWanted } from './proven';

/** Asks for the password where the server wants it again. Closed, nothing is done. */
export function ProofDialog() {
  const { t } = useWords();
  const [answer, setAnswer] = useState<((proved: boolean) => void) | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => whenProofIsWanted(() => new Promise((resolve) => setAnswer(() => resolve))), []);
  useEffect(() => { if (answer) dialog.current?.showModal(); }, [answer]);
  if (!answer) return null;
  const end = (proved: boolean) => { answer(proved); setAnswer(null); };
  return (
    <dialog ref={dialog} className="box" aria-label={t('access.account.proof')} onClose={() => end(false)}>
      <p>{t('access.account.proofAgain')}</p>
      <ProofForm go={t('access.account.proofGo')} onProof={async (password) => { await accessApi.prove(password); end(true); }} />
    </dialog>
  );
}
