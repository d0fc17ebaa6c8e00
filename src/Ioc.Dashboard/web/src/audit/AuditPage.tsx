import { Button, Modal, Select, TextInput } from '@mantine/core';
import { IconDownload, IconSearch, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useAddress } from '../app/address';
import { may, useSession } from '../app/session';
import { number } from '../format/numbers';
import { useWords } from '../i18n';
import { Empty, ProblemNotice, Waiting, problemText } from '../ui/Notice';
import { useLoad } from '../ui/useLoad';
import { auditApi } from './api';
import type { AuditRow, AuditState } from './api';
import { AuditDetail } from './AuditDetail';
import { AuditTable } from './AuditTable';
import { dayStart } from './changes';
import { auditWords } from './words';
import './audit.css';

const pageSize = 100;

export function AuditPage() {
  const { t, language } = useWords();
  const { session } = useSession();
  const { params, unit } = useAddress();
  const query = {
    actor: params.get('actor'), action: params.get('noun'), outcome: params.get('outcome'), q: params.get('q'), address: params.get('address'), subject: params.get('subject'), unit,
    from: dayStart(params.get('from')), to: dayStart(params.get('to'), 1),
  };
  const key = JSON.stringify(query);
  const first = useLoad(may(session, 'readAudit') ? key : null, (signal) => auditApi.list({ ...query, pageSize }, signal));
  const [more, setMore] = useState<{ key: string; rows: AuditRow[]; next: string | null } | null>(null);
  const [loadingMore, setLoadingMore] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [open, setOpen] = useState<AuditRow | null>(null);
  const later = more?.key === key ? more : null;
  const rows = [...(first.data?.items ?? []), ...(later?.rows ?? [])];
  const next = later ? later.next : (first.data?.next ?? null);
  const loadMore = () => {
    setLoadingMore(true);
    auditApi.list({ ...query, pageSize, cursor: next })
      .then((page) => setMore({ key, rows: [...(later?.rows ?? []), ...page.items], next: page.next }), setProblem)
      .finally(() => setLoadingMore(false));
  };

  if (!may(session, 'readAudit')) return <Empty title={t('audit.adminOnly')} />;
  return (
    <section className="page">
      <header className="page-head">
        <h1>{t('audit.title')}</h1>
        <Filters />
        <span className="page-count quiet tabular" role="status">{first.data ? t('audit.count', { n: number(first.data.total, language) }) : ''}</span>
      </header>
      <div className="page-scroll">
        <p className="quiet page-intro">{t('audit.intro')}</p>
        <Chain exportQuery={query} />
        {first.error || problem ? <ProblemNotice error={first.error ?? problem} onRetry={() => { setProblem(null); first.reload(); }} /> : null}
        {!first.data && !first.error && <Waiting text={t('common.loading')} />}
        {first.data && rows.length === 0 && <Empty title={t('audit.none')} />}
        {rows.length > 0 && <AuditTable rows={rows} onOpen={setOpen} />}
        {next !== null && rows.length > 0 && <div className="audit-more"><Button variant="default" loading={loadingMore} onClick={loadMore}>{t('audit.more')}</Button></div>}
      </div>
      <Modal opened={open !== null} onClose={() => setOpen(null)} size="lg" title={open ? t('audit.detail', { n: open.number }) : ''} closeButtonProps={{ 'aria-label': t('audit.close') }}>
        {open && <AuditDetail row={open} />}
      </Modal>
    </section>
  );
}

function Filters() {
  const { t, word } = useWords();
  const { params, set } = useAddress();
  const text = (name: string) => params.get(name) ?? '';
  return (
    <>
      <TextInput size="sm" w={205} aria-label={t('audit.search')} placeholder={t('audit.search')} leftSection={<IconSearch size={15} aria-hidden />} defaultValue={text('q')} onBlur={(event) => set({ q: event.currentTarget.value }, true)} onKeyDown={(event) => { if (event.key === 'Enter') set({ q: event.currentTarget.value }, true); }} />
      <TextInput size="sm" w={140} aria-label={t('audit.actor')} placeholder={t('audit.actor')} defaultValue={text('actor')} onBlur={(event) => set({ actor: event.currentTarget.value.trim() }, true)} onKeyDown={(event) => { if (event.key === 'Enter') set({ actor: event.currentTarget.value.trim() }, true); }} />
      <Select size="sm" w={160} clearable aria-label={t('audit.action')} placeholder={t('audit.anyAction')} value={params.get('noun')} onChange={(noun) => set({ noun })} data={Object.keys(auditWords.vi.nouns).map((noun) => ({ value: noun, label: word('audit.nouns', noun) }))} />
      <Select size="sm" w={150} clearable aria-label={t('audit.outcome')} placeholder={t('audit.anyOutcome')} value={params.get('outcome')} onChange={(outcome) => set({ outcome })} data={(['done', 'refused', 'failed'] as const).map((one) => ({ value: one as string, label: word('audit.outcomes', one) }))} />
      <TextInput size="sm" className="dated" type="date" label={t('audit.from')} value={text('from')} onChange={(event) => set({ from: event.currentTarget.value }, true)} />
      <TextInput size="sm" className="dated" type="date" label={t('audit.to')} value={text('to')} onChange={(event) => set({ to: event.currentTarget.value }, true)} />
    </>
  );
}

/** Whether the chain holds, and the ways out. */
function Chain({ exportQuery }: { exportQuery: Parameters<typeof auditApi.exportAddress>[0] }) {
  const words = useWords();
  const { t, language } = words;
  const [state, setState] = useState<AuditState | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const verify = () => {
    setBusy(true);
    setProblem(null);
    auditApi.verify().then(setState, (error: unknown) => setProblem(problemText(error, words))).finally(() => setBusy(false));
  };
  return (
    <div className="audit-chain">
      <Button size="compact-md" variant="default" leftSection={<IconShieldCheck size={16} aria-hidden />} loading={busy} onClick={verify}>{t('audit.verify')}</Button>
      <Button size="compact-md" variant="default" component="a" href={auditApi.exportAddress(exportQuery, 'csv')} download leftSection={<IconDownload size={16} aria-hidden />}>{t('audit.exportCsv')}</Button>
      <Button size="compact-md" variant="default" component="a" href={auditApi.exportAddress(exportQuery, 'jsonl')} download leftSection={<IconDownload size={16} aria-hidden />}>{t('audit.exportLines')}</Button>
      {problem && <span className="form-error" role="alert">{problem}</span>}
      {state && (state.fault
        ? <span className="form-error" role="alert">{state.faultRow === null ? t('audit.faultNoRow', { what: state.fault }) : t('audit.fault', { row: state.faultRow, what: state.fault })}</span>
        : <span className="quiet mono audit-hash" role="status">{t('audit.sound', { n: number(state.rows, language), hash: state.sha256 ?? '–' })}</span>)}
    </div>
  );
}
