// Times in the province's zone whatever the viewer's machine says. Relative up to an hour, then the clock, then the date:
// "12 giây trước", "14:05", "14:05 21/11". The exact instant is shown on hover.
import { number } from './numbers';
import type { Language } from './numbers';

export const zone = 'Asia/Ho_Chi_Minh';
const locale = 'en-GB';

const clockParts = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayParts = new Intl.DateTimeFormat(locale, { timeZone: zone, day: '2-digit', month: '2-digit' });
const dateParts = new Intl.DateTimeFormat(locale, { timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric' });
const exactParts = new Intl.DateTimeFormat(locale, {
  timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});

interface Words {
  now: string;
  seconds: (n: number) => string;
  minutes: (n: number) => string;
}

const words: Record<Language, Words> = {
  vi: { now: 'vừa xong', seconds: (n) => `${n} giây trước`, minutes: (n) => `${n} phút trước` },
  en: { now: 'just now', seconds: (n) => `${n} s ago`, minutes: (n) => `${n} min ago` },
};

export function clock(at: number): string {
  return clockParts.format(at);
}

const secondParts = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export function clockWithSeconds(at: number): string {
  return secondParts.format(at);
}

const longParts: Record<Language, Intl.DateTimeFormat> = {
  vi: new Intl.DateTimeFormat('vi-VN', { timeZone: zone, weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' }),
};

/** "Chủ Nhật, 22/11/2026": for a screen that is read from across the room. */
export function longDate(at: number, language: Language): string {
  const text = longParts[language].format(at);
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

export function exact(at: number): string {
  return exactParts.format(at).replace(',', '');
}

export function dayAndMonth(at: number): string {
  return dayParts.format(at);
}

/** "08:05 22/11": where the day is not plain from the axis. */
export function clockAndDay(at: number): string {
  return `${clock(at)} ${dayAndMonth(at)}`;
}

/** "22/11/2026". */
export function date(at: number): string {
  return dateParts.format(at);
}

/** For file names: 2026-11-22-0805. */
export function dayStamp(at: number): string {
  const [date = '', time = ''] = exact(at).split(' ');
  return `${date.split('/').reverse().join('-')}-${time.slice(0, 5).replace(':', '')}`;
}

/** A device's clock may be ahead of ours: the future reads "just now", never "−3 s ago". */
export function relative(at: number, now: number, language: Language): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  const say = words[language];
  if (seconds < 5) return say.now;
  if (seconds < 60) return say.seconds(seconds);
  if (seconds < 3600) return say.minutes(Math.floor(seconds / 60));
  if (dateParts.format(at) === dateParts.format(now)) return clock(at);
  const sameYear = dateParts.format(at).slice(-4) === dateParts.format(now).slice(-4);
  return sameYear ? `${clock(at)} ${dayAndMonth(at)}` : dateParts.format(at);
}

/** Length of an audio or of a playing: "45 giây", "2 phút 05 giây", "1 giờ 30 phút". */
export function duration(seconds: number, language: Language): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  if (minutes >= 60) {
    const padded = String(minutes % 60).padStart(2, '0');
    return language === 'vi' ? `${Math.floor(minutes / 60)} giờ ${padded} phút` : `${Math.floor(minutes / 60)} h ${padded} min`;
  }
  if (minutes === 0) return language === 'vi' ? `${rest} giây` : `${rest} s`;
  const padded = String(rest).padStart(2, '0');
  return language === 'vi' ? `${minutes} phút ${padded} giây` : `${minutes} min ${padded} s`;
}

/** How long there is room: hours and minutes, and whole days from two on. */
export function span(seconds: number, language: Language): string {
  const days = Math.floor(seconds / 86_400);
  return days < 2 ? duration(seconds, language) : `${number(days, language)} ${language === 'vi' ? 'ngày' : 'days'}`;
}

/** An ISO text's day, and a dash for none. */
export function dateOf(iso: string | null | undefined): string {
  const at = instant(iso);
  return at === null ? '–' : date(at);
}

/** The instant of an ISO text; null for none or nonsense. */
export function instant(iso: string | null | undefined): number | null {
  if (!iso) return null;
  const at = Date.parse(iso);
  return Number.isFinite(at) ? at : null;
}
