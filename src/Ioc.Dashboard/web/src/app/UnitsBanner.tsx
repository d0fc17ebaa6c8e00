import { useContext } from 'react';
import { useWords } from '../i18n';
import { useAddress } from './address';
import { UnitsMissingContext, useUnits } from './units';

/** Codes instead of names are said to be for the moment; and a scope that is gone, or never was, would be followed in vain without a word. */
export function UnitsBanner() {
  const { t } = useWords();
  const { unit, set } = useAddress();
  const units = useUnits();
  const missing = useContext(UnitsMissingContext);
  if (missing) {
    return (
      <div className="lost-banner" role="status">
        {t('units.failed')} <button type="button" className="link" onClick={missing.reload}>{t('units.retryNow')}</button>
      </div>
    );
  }
  if (unit === null || units.all.length === 0 || units.byCode.has(unit)) return null;
  return (
    <div className="lost-banner" role="status">
      {t('units.unknownScope', { code: unit })} <button type="button" className="link" onClick={() => set({ unit: null, sel: null })}>{t('units.toWhole')}</button>
    </div>
  );
}
