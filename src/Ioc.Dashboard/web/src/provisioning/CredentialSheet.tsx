import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { exact } from '../format/time';
import { useWords } from '../i18n';
import { qrPath } from './qr';
import { labelText, sheetCsv } from './sheet';
import type { SheetRow } from './sheet';

export function CredentialSheet({ rows, onClose }: { rows: readonly SheetRow[]; onClose: () => void }) {
  const { t } = useWords();
  const [madeAt] = useState(() => Date.now());
  const save = () => {
    const address = URL.createObjectURL(new Blob(['\uFEFF', sheetCsv(rows)], { type: 'text/csv' }));
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = 'device-credentials.csv';
    anchor.click();
    URL.revokeObjectURL(address);
  };
  const labels = (
    <div className="sheet-labels">
      {rows.map((row) => <Label key={row.deviceId} row={row} />)}
    </div>
  );
  return (
    <section className="sheet">
      <header className="sheet-head">
        <h1>{t('provisioning.sheetTitle')}</h1>
        <p role="alert">{t('provisioning.sheetWarn')}</p>
        <div className="dialog-actions">
          <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>{t('provisioning.sheetPrint')}</Button>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>{t('provisioning.sheetCsv')}</Button>
          <Button variant="default" onClick={onClose}>{t('provisioning.sheetClose')}</Button>
        </div>
      </header>
      {labels}
      {createPortal(<div className="print-only"><h1>{t('provisioning.sheetTitle')}</h1><p>{t('provisioning.sheetMade', { time: exact(madeAt) })}</p>{labels}</div>, document.body)}
    </section>
  );
}

function Label({ row }: { row: SheetRow }) {
  const { t } = useWords();
  const { size, path } = qrPath(labelText(row, window.location.origin));
  return (
    <article className="sheet-label">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t(row.code === null ? 'provisioning.sheetQrDevice' : 'provisioning.sheetQrClaim')} shapeRendering="crispEdges"><path d={`M0 0h${size}v${size}h-${size}z`} fill="#fff" /><path d={path} fill="#000" /></svg>
      <div>
        <h2 className="mono">{row.deviceId}</h2>
        {row.code !== null && <p>{t('provisioning.sheetCode')}<br /><b className="mono">{row.code}</b></p>}
        <p>{t('provisioning.sheetUser')}<br /><span className="mono">{row.deviceId}</span></p>
        <p>{t('provisioning.sheetPassword')}<br /><span className="mono secret">{row.credential}</span></p>
        <p className="quiet">{t(row.code === null ? 'provisioning.sheetQrDevice' : 'provisioning.sheetQrClaim')}</p>
      </div>
    </article>
  );
}
