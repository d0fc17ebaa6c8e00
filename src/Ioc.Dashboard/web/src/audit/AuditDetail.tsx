import { exact, instant } from '../format/time';
import { useUnits } from '../app/units';
import { useWords } from '../i18n';
import { unitName } from '../state/units';
import type { AuditRow } from './api';
import { actionWord, subjectOf, whoOf } from './AuditTable';
import { changesOf } from './changes';

export function AuditDetail({ row }: { row: AuditRow }) {
  const words = useWords();
  const { t, word } = words;
  const units = useUnits();
  const changes = changesOf(row.before, row.after);
  return (
    <>
      <dl className="twin">
        <div><dt>{t('audit.at')}</dt><dd className="tabular">{exact(instant(row.at) ?? 0)}</dd></div>
        <div><dt>{t('audit.action')}</dt><dd>{actionWord(row.action, words)} · {word('audit.outcomes', row.outcome)}</dd></div>
        <div><dt>{t('audit.actor')}</dt><dd>{whoOf(row, words)}{row.via && <span className="quiet"> · {row.via}</span>}</dd></div>
        {row.actorKind === 'account' && <div><dt>{t('audit.pseudonym')}</dt><dd className="mono">{row.actor}</dd></div>}
        <div><dt>{t('audit.address')}</dt><dd className="mono">{row.address ?? '–'}</dd></div>
        <div><dt>{t('audit.subject')}</dt><dd className="mono">{subjectOf(row, words)}</dd></div>
        {row.unitCode && <div><dt>{t('audit.unit')}</dt><dd>{unitName(units, row.unitCode)}</dd></div>}
        {row.why && <div><dt>{t('audit.why')}</dt><dd>{row.why}</dd></div>}
        <div><dt>{t('audit.hash')}</dt><dd className="mono audit-hash">{row.sha256}</dd></div>
      </dl>
      {changes.length === 0 ? <p className="quiet">{t('audit.nothing')}</p> : (
        <div className="samples"><table>
          <thead><tr><th scope="col">{t('audit.field')}</th><th scope="col">{t('audit.before')}</th><th scope="col">{t('audit.after')}</th></tr></thead>
          <tbody>{changes.map((change) => <tr key={change.field}><td className="mono">{change.field}</td><td className="audit-why">{change.before ?? '–'}</td><td className="audit-why">{change.after ?? '–'}</td></tr>)}</tbody>
        </table></div>
      )}
    </>
  );
}
