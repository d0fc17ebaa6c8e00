// A claim code as it is typed, scanned and shown. The server has the same alphabet.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const length = 12;

/** Twelve capitals without separators; null: no code. A scanned label is an address whose fragment is the code. */
export function readCode(text: string): string | null {
  const hash = text.indexOf('#');
  const code = (hash >= 0 ? text.slice(hash + 1) : text).toUpperCase().replace(/[\s-]/g, '');
  return code.length === length && [...code].every((letter) => alphabet.includes(letter)) ? code : null;
}

export function showCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** The fragment stays in the browser: no server and no proxy on the way logs it. */
export function claimAddress(origin: string, code: string): string {
  return `${origin}/claim#${code.replace(/-/g, '')}`;
}
