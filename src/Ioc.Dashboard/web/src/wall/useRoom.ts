import { useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { rowsThatFit } from '../state/wall';

/** How many rows of a list can be seen whole: nobody scrolls a wall. */
export function useRoom(rowPx: number, max: number): { list: RefObject<HTMLUListElement | null>; room: number } {
  const list = useRef<HTMLUListElement>(null);
  const [room, setRoom] = useState(max);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const measure = () => setRoom(rowsThatFit(element.clientHeight, window.innerWidth, rowPx, max));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [rowPx, max]);
  return { list, room };
}
