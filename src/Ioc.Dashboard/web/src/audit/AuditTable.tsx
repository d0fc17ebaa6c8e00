import { UnstyledButton } from '@mantine/core';
import { exact, instant } from '../format/time';
import { useWords } from '../i18n';
import type { Words } from '../i18n';
import type { AuditRow } from './api';

export function whoOf(row: AuditRow, { t }: Pick<Words, 't'>): string {
  if (row.actorKind === 'stranger') return t('audit.stranger');
  if (row.actorKind === 'centre') return t('audit.centre');
  return row.actorName ?? (row.actorKind === 'account' ? t('audit.forgotten') : (row.actor ?? '–'));
}

export function subjectOf(row: AuditRow, { t }: Pick<Words, 't'>): string {
  if (row.subjectKind === 'account') return row.subjectName ?? t('audit.forgotten');
  return row.subject ?? '–';
}

export function actionWord(action: string, { word }: Pick<Words, 'word'>): string {
  const known = word('audit.actions', action.replace(/\./g, '_'));
  return known.includes('_') ? action : known;
}

export function AuditTable({ rows, onOpen }: { rows: readonly AuditRow[]; onOpen: (row: AuditRow) => void }) {
  const words = useWords();
  const { t, word } = words;
  return (
    <div className="samples audit-rows"><table>
      <thead><tr>{(['at', 'actor', 'action', 'subject', 'outcome', 'address', 'why'] as const).map((key) => <th key={key} scope="col">{t(`audit.${key}`)}</th>)}</tr></thead>
      <tbody>{rows.map((row) => (
        <tr key={row.number} className={`is-${row.outcome}`}>
          <td className="tabular">{exact(instant(row.at) ?? 0)}</td>
          <td>{whoOf(row, words)}</td>
          <td><UnstyledButton className="link" onClick={() => onOpen(row)}>{actionWord(row.action, words)}</UnstyledButton></td>
          <td className="mono">{subjectOf(row, words)}</td>
          <td className="audit-outcome">{word('audit.outcomes', row.outcome)}</td>
          <td className="mono quiet">{row.address ?? '–'}</td>
          <td className="audit-why">{row.why ?? ''}</td>
        </tr>
      ))}</tbody>
    </table></div>
  );
}
