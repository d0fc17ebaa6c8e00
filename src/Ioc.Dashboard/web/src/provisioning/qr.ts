// A QR code as the path of one SVG element, drawn here: what it says is a secret and goes to no server.
import qrcode from 'qrcode-generator';

export interface QrPath {
  /** Modules on a side, the quiet zone included. */
  size: number;
  path: string;
}

/** Four modules of quiet around it, as scanners want (ISO 18004). */
const quiet = 4;

export function qrPath(text: string): QrPath {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (!code.isDark(row, column)) continue;
      let end = column;
      while (end + 1 < count && code.isDark(row, end + 1)) end++;
      path += `M${column + quiet} ${row + quiet}h${end - column + 1}v1h-${end - column + 1}z`;
      column = end;
    }
  }
  return { size: count + 2 * quiet, path };
}
