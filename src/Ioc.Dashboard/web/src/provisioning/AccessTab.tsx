import { Button, Checkbox, FileButton, Modal, Select, TextInput } from '@mantine/core';
import { IconCertificate, IconKey, IconSearch, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useAddress } from '../app/address';
import { useUnits } from '../app/units';
import { number } from '../format/numbers';
import { exact, instant } from '../format/time';
import { useWords } from '../i18n';
import { unitName } from '../state/units';
import { Ago } from '../ui/Ago';
import { Empty, ProblemNotice, Waiting } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { provisioningApi } from './api';
import type { DeviceAccess } from './api';
import { CertificatesDialog } from './CertificatesDialog';
import { CredentialSheet } from './CredentialSheet';
import { deviceIds } from './csv';
import { RevokeDialog } from './RevokeDialog';
import { RotateDialog } from './RotateDialog';
import type { SheetRow } from './sheet';

const states = ['none', 'set', 'rotating', 'revoked'] as const;
const pageSize = 200;

type Dialog = { kind: 'rotate'; ids: string[] } | { kind: 'revoke' | 'certificates'; id: string } | { kind: 'sheet'; rows: SheetRow[] } | null;

export function AccessTab() {
  const { t, word, language } = useWords();
  const { params, set, unit } = useAddress();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<Dialog>(null);
  const [fileProblem, setFileProblem] = useState(false);
  const state = states.find((one) => one === params.get('state')) ?? null;
  const query = { q: params.get('q'), state, unit, pageSize };
  const asked = useLoad(JSON.stringify(query), (signal) => provisioningApi.access(query, signal));
  const rows = asked.data?.items ?? [];
  const close = () => { setDialog(null); asked.reload(); };
  const pick = (id: string, on: boolean) => setPicked((old) => { const next = new Set(old); if (on) next.add(id); else next.delete(id); return next; });
  const readFile = (file: File | null) => {
    void file?.text().then((text) => {
      const ids = deviceIds(text);
      setFileProblem(ids === null || ids.length === 0);
      if (ids && ids.length > 0) setDialog({ kind: 'rotate', ids });
    });
  };
  return (
    <div className="page-scroll">
      <div className="bar-tools">
        <TextInput size="sm" w={230} defaultValue={params.get('q') ?? ''} onChange={(event) => set({ q: event.currentTarget.value }, true)} placeholder={t('provisioning.search')} aria-label={t('provisioning.search')} leftSection={<IconSearch size={15} aria-hidden />} />
        <Select size="sm" w={180} clearable aria-label={t('provisioning.state')} placeholder={t('provisioning.allStates')} value={state} onChange={(value) => set({ state: value })} data={states.map((one) => ({ value: one as string, label: word('provisioning.credential', one) }))} />
        <Button size="sm" disabled={picked.size === 0} leftSection={<IconKey size={16} aria-hidden />} onClick={() => setDialog({ kind: 'rotate', ids: [...picked] })}>{t('provisioning.rotate')}{picked.size > 0 && ` (${number(picked.size, language)})`}</Button>
        <FileButton onChange={readFile} accept=".csv,text/csv">{(props) => <Button {...props} size="sm" variant="default" leftSection={<IconUpload size={16} aria-hidden />}>{t('provisioning.csv')}</Button>}</FileButton>
        <span className="page-count quiet tabular" role="status">{asked.data ? t('provisioning.count', { n: number(asked.data.total, language) }) : ''}</span>
      </div>
      <p className="quiet page-intro">{fileProblem ? t('provisioning.csvEmpty') : t('provisioning.csvHint')}</p>
      {asked.error ? <ProblemNotice error={asked.error} onRetry={asked.reload} /> : null}
      {!asked.data && !asked.error && <Waiting text={t('common.loading')} />}
      {asked.data && rows.length === 0 && <Empty title={t('provisioning.none')} />}
      {rows.length > 0 && <AccessTable rows={rows} picked={picked} onPick={pick} onDialog={setDialog} />}
      {dialog?.kind === 'rotate' && <RotateDialog ids={dialog.ids} onClose={() => setDialog(null)} onRotated={(made) => { setPicked(new Set()); setDialog({ kind: 'sheet', rows: made }); }} />}
      {dialog?.kind === 'revoke' && <RevokeDialog id={dialog.id} onClose={close} />}
      {dialog?.kind === 'certificates' && <CertificatesDialog id={dialog.id} certificates={rows.find((row) => row.deviceId === dialog.id)?.certificates ?? []} onChanged={asked.reload} onClose={() => setDialog(null)} />}
      {dialog?.kind === 'sheet' && <Modal opened fullScreen closeOnEscape={false} withCloseButton={false} onClose={() => undefined}><CredentialSheet rows={dialog.rows} onClose={close} /></Modal>}
    </div>
  );
}

function AccessTable({ rows, picked, onPick, onDialog }: { rows: readonly DeviceAccess[]; picked: ReadonlySet<string>; onPick: (id: string, on: boolean) => void; onDialog: (dialog: Dialog) => void }) {
  const { t, word } = useWords();
  const units = useUnits();
  return (
    <div className="samples lines access-rows"><table>
      <thead><tr><th scope="col" aria-label={t('provisioning.rotate')} />{(['device', 'unit', 'state', 'since', 'certificates', 'actions'] as const).map((key) => <th key={key} scope="col">{t(`provisioning.${key}`)}</th>)}</tr></thead>
      <tbody>{rows.map((row) => (
        <tr key={row.deviceId}>
          <td className="lines-check"><Checkbox size="xs" aria-label={row.deviceId} checked={picked.has(row.deviceId)} onChange={(event) => onPick(row.deviceId, event.currentTarget.checked)} /></td>
          <td className="lines-title">{row.name} <span className="mono quiet">{row.deviceId}</span></td>
          <td data-label={t('provisioning.unit')}>{unitName(units, row.unitCode)}</td>
          <td data-label={t('provisioning.state')} className={`credential is-${row.credential}`}><span>{word('provisioning.credential', row.credential)}{row.formerUntil && <span className="quiet"> · {t('provisioning.formerUntil', { time: exact(instant(row.formerUntil) ?? 0) })}</span>}</span></td>
          <td data-label={t('provisioning.since')}><Ago at={row.changedAt} /></td>
          <td data-label={t('provisioning.certificates')} className="tabular"><Button size="compact-xs" variant="default" leftSection={<IconCertificate size={14} aria-hidden />} aria-label={`${t('provisioning.certTitle', { id: row.deviceId })}: ${row.certificates.length}`} onClick={() => onDialog({ kind: 'certificates', id: row.deviceId })}>{row.certificates.length}</Button></td>
          <td className="row-actions">
            <Button size="compact-xs" variant="default" onClick={() => onDialog({ kind: 'rotate', ids: [row.deviceId] })}>{t('provisioning.rotate')}</Button>
            <Button size="compact-xs" variant="default" color="red" disabled={row.credential === 'revoked'} onClick={() => onDialog({ kind: 'revoke', id: row.deviceId })}>{t('provisioning.revoke')}</Button>
          </td>
        </tr>
      ))}</tbody>
    </table></div>
  );
}
