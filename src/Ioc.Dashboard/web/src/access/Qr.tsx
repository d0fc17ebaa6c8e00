import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

const quietZone = 4;

/** Black on white in both themes: cameras want it so. */
export function Qr({ text, label, size = 196 }: { text: string; label: string; size?: number }) {
  const { path, count } = useMemo(() => {
    const code = qrcode(0, 'M');
    code.addData(text);
    code.make();
    let path = '';
    for (let row = 0; row < code.getModuleCount(); row++) for (let column = 0; column < code.getModuleCount(); column++) if (code.isDark(row, column)) path += `M${column + quietZone} ${row + quietZone}h1v1h-1z`;
    return { path, count: code.getModuleCount() + 2 * quietZone };
  }, [text]);
  return (
    <svg className="qr" role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${count} ${count}`} shapeRendering="crispEdges">
      <rect width={count} height={count} fill="#fff" /><path d={path} fill="#000" />
    </svg>
  );
}
