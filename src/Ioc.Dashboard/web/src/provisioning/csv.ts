// The ids of a device file, and credentials as a file. RFC 4180, comma, semicolon or tab.
const formula = /^[=+\-@\t\r\n']/;

function cells(line: string, separator: string): string[] {
  const found: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const letter = line[i] ?? '';
    if (quoted && letter === '"' && line[i + 1] === '"') { cell += '"'; i++; }
    else if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) { found.push(cell); cell = ''; }
    else cell += letter;
  }
  found.push(cell);
  return found;
}

/** Rows end at a line break outside of quotes. */
function rows(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '"') quoted = !quoted;
    if (i < text.length && (quoted || text[i] !== '\n')) continue;
    found.push(text.slice(start, i).replace(/\r$/, ''));
    start = i + 1;
  }
  return found.filter((row) => row !== '');
}

/** Null: there is no column `id`. Each id once, in the file's order. */
export function deviceIds(text: string): string[] | null {
  const [head, ...rest] = rows(text.replace(/^\uFEFF/, ''));
  if (head === undefined) return null;
  const separator = [',', ';', '\t'].find((one) => head.includes(one)) ?? ',';
  const column = cells(head, separator).map((name) => name.trim().toLowerCase()).indexOf('id');
  if (column < 0) return null;
  // The export puts an apostrophe before what a spreadsheet would run; it is taken away again.
  const ids = rest.map((row) => (cells(row, separator)[column] ?? '').trim()).map((id) => (id[0] === "'" && formula.test(id.slice(1)) ? id.slice(1) : id));
  return [...new Set(ids.filter((id) => id !== ''))];
}

export function toCsv(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const guarded = formula.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(guarded) ? `"${guarded.replace(/"/g, '""')}"` : guarded;
  };
  return [head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';
}
