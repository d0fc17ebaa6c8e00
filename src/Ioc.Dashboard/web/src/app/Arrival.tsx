import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';

/** A name that is still on its way is waited for this long before the section is said alone. */
const sayAfterMs = 600;

/** After a change of page the keyboard and the screen reader are where the eye is: in the new page, whose title is said. A selection has a title too. */
export function Arrival({ title }: { title: string }) {
  const { pathname } = useLocation();
  const from = useRef(pathname);
  const told = useRef(title);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (from.current === pathname) return;
    from.current = pathname;
    const main = document.getElementById('main');
    // A field that the page itself went to keeps the focus.
    if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  }, [pathname]);
  useEffect(() => {
    if (told.current === title) return undefined;
    const timer = setTimeout(() => { told.current = title; setSaid(title); }, sayAfterMs);
    return () => clearTimeout(timer);
  }, [title]);
  return <div className="visually-hidden" role="status">{said}</div>;
}
