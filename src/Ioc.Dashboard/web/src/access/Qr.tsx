import { useMemo } from 'react';
import { qrPath } from '../provisioning/qr';

/** Black on white in both themes: cameras want it so. */
export function Qr({ text, label, size = 196 }: { text: string; label: string; size?: number }) {
  const { path, size: count } = useMemo(() => qrPath(text), [text]);
  return (
    <svg className="qr" role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${count} ${count}`} shapeRendering="crispEdges">
      <rect width={count} height={count} fill="#fff" /><path d={path} fill="#000" />
    </svg>
  );
}
