import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { Problem, problemOf } from '../src/api/problem';
import { startLanguagesFor, withCount } from '../src/i18n';
import { problemText } from '../src/i18n/problemText';
import { refusalsEn, refusalsVi } from '../src/i18n/refusals';

beforeAll(async () => { await startLanguagesFor('vi'); });

function say(error: unknown, language: 'vi' | 'en'): string {
  const t = i18next.getFixedT(language);
  return problemText(error, { language, t: (key, values) => t(key, withCount(values)), word: (group, wireWord) => t(`${group}.${wireWord}`, { defaultValue: wireWord }) });
}

/** As the server writes them. */
const refused = (status: number, refusal: string, detail: string, args?: object) => problemOf(status, JSON.stringify({ type: `urn:ioc:problem:${refusal}`, title: 'x', status, detail, args }));

test('a refusal is said in the language of the screen, never in the server’s', () => {
  const unknown = refused(404, 'claimUnknown', 'No claim has this code: compare it with the label.');
  expect(say(unknown, 'vi')).toBe('Không có mã này. So lại với nhãn.');
  expect(say(unknown, 'en')).toBe('There is no such code. Compare it with the label.');
  for (const refusal of Object.keys(refusalsVi)) {
    if (refusal === 'requestInvalid') continue;
    expect(say(refused(403, refusal, 'server words'), 'vi'), refusal).not.toContain('server words');
  }
});

test('every refusal has its own words in both languages, but those that a user can do only one thing about', () => {
  const alike = new Set(['notJson', 'sessionEnded']);
  for (const words of [refusalsVi, refusalsEn]) {
    const texts = Object.entries(words).filter(([refusal]) => !alike.has(refusal)).map(([, text]) => text);
    expect(new Set(texts).size).toBe(texts.length);
  }
});

test('numbers, dates and names of the refusal stand in its words', () => {
  expect(say(refused(429, 'tooManyAttempts', 'wait', { n: 3 }), 'vi')).toBe('Quá nhiều lần thử. Đợi 3 phút rồi thử lại.');
  expect(say(refused(429, 'tooManyAttempts', 'wait', { n: 1 }), 'en')).toBe('Too many attempts. Wait 1 minute and try again.');
  expect(say(refused(409, 'nameKept', 'kept', { from: '2027-03-01T20:00:00+00:00' }), 'vi')).toContain('02/03/2027');
  expect(say(refused(422, 'claimOfAnother', 'other', { name: 'loa-7' }), 'vi')).toBe('Mã này dành cho máy loa-7.');
});

test('what is wrong with a device is said with the field’s name in the language of the screen, a newer field by its own', () => {
  const far = (field: string) => refused(422, 'rowOutOfRange', 'latitude 91 is not from -90 to 90.', { field, value: 91, min: -90, max: 90 });
  expect(say(far('latitude'), 'vi')).toBe('Vĩ độ 91 không hợp lệ: cần từ -90 đến 90.');
  expect(say(far('latitude'), 'en')).toBe('Latitude 91 is out of range: give -90 to 90.');
  expect(say(far('newer'), 'vi')).toBe('newer 91 không hợp lệ: cần từ -90 đến 90.');
});

test('words whose values did not come are not shown with their holes', () => {
  expect(say(refused(429, 'tooManyAttempts', 'wait'), 'vi')).toBe('Quá nhiều yêu cầu. Đợi một lát rồi thử lại.');
});

test('a request that only the server understands is wrong in the language of the screen, with the place behind', () => {
  const invalid = refused(400, 'requestInvalid', 'latitude is 91: give -90 to 90.');
  expect(say(invalid, 'vi')).toBe('Yêu cầu không hợp lệ. (latitude is 91: give -90 to 90.)');
  expect(say(invalid, 'en')).toBe('latitude is 91: give -90 to 90.');
});

test('a refusal of a newer server is said by its kind', () => {
  expect(say(refused(409, 'toString', 'Not so.'), 'vi')).toBe('Yêu cầu không hợp lệ. (Not so.)');
  expect(say(refused(403, 'newer', 'Not you.'), 'vi')).toBe('Tài khoản của bạn không được làm việc này.');
  expect(say(refused(403, 'newer', 'Not you.'), 'en')).toBe('Not you.');
  expect(say(refused(503, 'newer', 'Later.'), 'vi')).toBe('Trung tâm đang bận. Đợi một lát rồi thử lại.');
});

test('a proxy’s page and a cut line say no more than they know', () => {
  expect(say(problemOf(502, '<html>'), 'vi')).toBe('Trung tâm gặp lỗi. Thử lại; nếu vẫn lỗi, báo người quản trị.');
  expect(say(problemOf(503, ''), 'en')).toBe('The centre is busy. Wait a moment and try again.');
  expect(say(new TypeError('failed'), 'vi')).toBe('Không nối được với trung tâm. Kiểm tra mạng rồi thử lại.');
  expect(say(new Problem('network', 0, null), 'en')).toBe('The centre cannot be reached. Check the network and try again.');
});
