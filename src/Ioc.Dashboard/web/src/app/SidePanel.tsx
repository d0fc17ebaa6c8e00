// The panel at the right: resizable at the desk, a sheet of three heights on a phone.
import { ActionIcon } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useWords } from '../i18n';

const widthMin = 300;
const widthMax = 640;
const storageKey = 'ioc.panelWidth';

interface Props {
  title: string | null;
  /** Something is selected: a sheet that was low comes up. */
  raised: boolean;
  onBack: (() => void) | undefined;
  children: ReactNode;
}

export function SidePanel({ title, raised, onBack, children }: Props) {
  const { t } = useWords();
  const [width, setWidth] = useState<number | null>(() => Number(localStorage.getItem(storageKey)) || null);
  const [height, setHeight] = useState<0 | 1 | 2>(raised ? 1 : 0);
  const body = useRef<HTMLDivElement>(null);
  const [wasRaised, setWasRaised] = useState(raised);
  if (raised !== wasRaised) {
    setWasRaised(raised);
    if (raised && height === 0) setHeight(1);
  }

  const panel = useRef<HTMLElement>(null);
  const shown = useRef(raised);
  useEffect(() => {
    if (shown.current === raised) return;
    shown.current = raised;
    // What was pressed went with the list that it stood in.
    if (document.activeElement === document.body) panel.current?.focus({ preventScroll: true });
  }, [raised]);
  useEffect(() => { if (width) localStorage.setItem(storageKey, String(width)); }, [width]);
  const resize = (to: number) => setWidth(Math.round(Math.min(widthMax, Math.max(widthMin, to))));
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const handle = event.currentTarget;
    const move = (moved: globalThis.PointerEvent) => resize(window.innerWidth - moved.clientX);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true });
  };
  const onKey = (event: KeyboardEvent) => {
    const now = width ?? body.current?.offsetWidth ?? widthMin;
    if (event.key === 'ArrowLeft') resize(now + 20);
    if (event.key === 'ArrowRight') resize(now - 20);
  };
  const onEscape = (event: KeyboardEvent) => { if (event.key === 'Escape' && onBack) onBack(); };

  return (
    <aside ref={panel} tabIndex={-1} className={`panel is-sheet-${height}`} style={width ? { '--panel': `${width}px` } as React.CSSProperties : undefined} aria-label={t('panel.label')} onKeyDown={onEscape}>
      <div className="panel-edge" role="separator" aria-orientation="vertical" aria-label={t('panel.resize')} aria-valuenow={width ?? 380} aria-valuemin={widthMin} aria-valuemax={widthMax} tabIndex={0} onPointerDown={drag} onKeyDown={onKey} />
      <div className="panel-head">
        {onBack && <ActionIcon variant="subtle" color="gray" aria-label={t('panel.back')} title={t('panel.back')} onClick={onBack}><IconArrowLeft size={18} /></ActionIcon>}
        <h2>{title ?? t('panel.back')}</h2>
        <span className="sheet-buttons">
          <ActionIcon variant="subtle" color="gray" aria-label={t('panel.raise')} disabled={height === 2} onClick={() => setHeight(height === 0 ? 1 : 2)}><IconChevronUp size={18} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('panel.lower')} disabled={height === 0} onClick={() => setHeight(height === 2 ? 1 : 0)}><IconChevronDown size={18} /></ActionIcon>
        </span>
      </div>
      <div className="panel-body" ref={body}>{children}</div>
    </aside>
  );
}
