import i18next from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from '../format/numbers';
import { en } from './en';
import { vi } from './vi';

const storageKey = 'ioc.language';

function rememberedLanguage(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'vi';
}

export async function startLanguages(): Promise<void> {
  await startLanguagesFor(rememberedLanguage());
  document.documentElement.lang = i18next.language;
}

export async function startLanguagesFor(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'vi',
    resources: { vi: { translation: vi }, en: { translation: en } },
    // React escapes; twice would show &amp; in unit names.
    interpolation: { escapeValue: false },
    // A device's own words may hold a colon.
    nsSeparator: false,
    returnNull: false,
  });
}

export function setLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

export interface Words {
  /** The words for a key of the dictionaries. */
  t: (key: string, values?: Record<string, string | number>) => string;
  /** A wire word's translation, or the word itself where the dictionaries do not know it (yet). */
  word: (group: string, wireWord: string) => string;
  language: Language;
}

/** `n` chooses the plural form, also where it is written already with its thin groups ("1.204"). */
export function withCount(values: Record<string, string | number> = {}): Record<string, string | number> {
  if (!('n' in values)) return values;
  const digits = String(values['n']).replace(/\D/g, '');
  return digits === '' ? values : { ...values, count: Number(digits) };
}

/** The same object until the language turns, so that effects may depend on it. */
export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'vi';
  return useMemo(() => ({
    t: (key, values) => t(key, withCount(values)),
    word: (group, wireWord) => t(`${group}.${wireWord}`, { defaultValue: wireWord }),
    language,
  }), [t, language]);
}
