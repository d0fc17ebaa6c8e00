// Numbers as people of each language write them: 1.204 and 96,5 % in Vietnamese, 1,204 and 96.5 % in English.
// A narrow no-break space stands before units, so that a number never loses its unit at a line's end.

export type Language = 'vi' | 'en';

const gap = '\u202f';
const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(language: Language, decimals: number): Intl.NumberFormat {
  const key = `${language}${decimals}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locales[language], { maximumFractionDigits: decimals });
    formatters.set(key, found);
  }
  return found;
}

export function number(value: number, language: Language, decimals = 0): string {
  return formatter(language, decimals).format(value);
}

export function withUnit(value: number, unit: string, language: Language, decimals = 0): string {
  const text = number(value, language, decimals);
  return unit === '' ? text : `${text}${gap}${unit}`;
}

/**
 * Whole percents, except that what is not all never reads 100 % and what is not none never reads 0 %:
 * "100 %" of clusters heard must mean every one of them.
 */
export function percent(part: number, whole: number, language: Language): string {
  if (whole <= 0) return '–';
  const share = (part / whole) * 100;
  let rounded = Math.round(share);
  if (rounded === 100 && part < whole) rounded = 99;
  if (rounded === 0 && part > 0) return `<${gap}${withUnit(1, '%', language)}`;
  return withUnit(rounded, '%', language);
}

/** A share of one: "96 %", with the same honesty. */
export function percentOf(share: number, language: Language): string {
  return percent(share, 1, language);
}

const rateUnits = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'];

export function bitRate(bitsPerSecond: number, language: Language): string {
  let value = Math.abs(bitsPerSecond);
  let step = 0;
  while (value >= 1000 && step < rateUnits.length - 1) {
    value /= 1000;
    step++;
  }
  return withUnit(value, rateUnits[step] ?? '', language, value < 100 && step > 0 ? 1 : 0);
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];

export function bytes(count: number, language: Language): string {
  let value = count;
  let step = 0;
  while (value >= 1000 && step < byteUnits.length - 1) {
    value /= 1000;
    step++;
  }
  return withUnit(value, byteUnits[step] ?? '', language, value < 100 && step > 0 ? 1 : 0);
}

/** With its sign, also where it grew: +3, −2 (a true minus, as wide as the plus). */
export function signed(value: number, language: Language): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${number(Math.abs(value), language)}`;
}
