// Comma-separated text as spreadsheets read it: CRLF, quotes doubled, a byte order mark so that Vietnamese letters are kept. Pure.

const mark = '\ufeff';

/** A spreadsheet would run a cell that begins like a formula; an apostrophe makes it text. Numbers of our own stay numbers. */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(head: readonly string[], rows: Iterable<readonly (string | number | null | undefined)[]>): string {
  const lines = [head.map(cell).join(',')];
  for (const row of rows) lines.push(row.map(cell).join(','));
  return `${mark}${lines.join('\r\n')}\r\n`;
}
