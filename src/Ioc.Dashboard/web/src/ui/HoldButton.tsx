// Press and hold, with a countdown that can be let go. Keyboard: hold space or Enter. A screen reader's click (no pointer, no
// key held) cannot hold, so a click that no press preceded asks for a second one instead: still two deliberate acts.
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';

interface Props {
  label: string;
  /** Says how many seconds are left. */
  holding: (seconds: number) => string;
  holdMs: number;
  disabled?: boolean;
  tone: 'emergency' | 'send' | 'plain';
  describedBy?: string;
  onHeld: () => void;
}

export function HoldButton({ label, holding, holdMs, disabled, tone, describedBy, onHeld }: Props) {
  const [startedAt, setStartedAt] = useState<number | null>(null);
  const [left, setLeft] = useState(holdMs);
  const done = useRef(onHeld);
  const pressed = useRef(false);
  const askedAt = useRef(0);
  useEffect(() => { done.current = onHeld; }, [onHeld]);

  useEffect(() => {
    if (startedAt === null) return undefined;
    const timer = setInterval(() => {
      const remaining = holdMs - (performance.now() - startedAt);
      setLeft(remaining);
      if (remaining > 0) return;
      setStartedAt(null);
      done.current();
    }, 50);
    return () => clearInterval(timer);
  }, [startedAt, holdMs]);

  const press = () => {
    if (disabled || startedAt !== null) return;
    pressed.current = true;
    setLeft(holdMs);
    setStartedAt(performance.now());
  };
  const letGo = () => setStartedAt(null);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (!event.repeat) press();
  };
  const onClick = () => {
    if (pressed.current) { pressed.current = false; return; }
    const now = performance.now();
    if (now - askedAt.current < 10_000) done.current();
    else askedAt.current = now;
  };
  const active = startedAt !== null;
  return (
    <button
      type="button" className={`hold is-${tone}${active ? ' is-active' : ''}`} disabled={disabled} aria-describedby={describedBy}
      onPointerDown={press} onPointerUp={letGo} onPointerLeave={letGo} onPointerCancel={letGo} onBlur={letGo}
      onKeyDown={onKey} onKeyUp={letGo} onClick={onClick} onContextMenu={(event) => event.preventDefault()}
    >
      <span className="hold-fill" style={{ transform: `scaleX(${active ? 1 - Math.max(0, left) / holdMs : 0})` }} aria-hidden />
      <span className="hold-label">{active ? holding(Math.max(1, Math.ceil(left / 1000))) : label}</span>
    </button>
  );
}
