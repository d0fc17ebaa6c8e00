import { useEffect } from 'react';

/** Keeps the screen on while the page is seen; a browser that can't is left alone. */
export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let gone = false;
    const hold = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then((held) => {
        if (gone) void held.release();
        else lock = held;
      }, () => undefined);
    };
    hold();
    // A hidden page loses the lock for good and must ask again.
    document.addEventListener('visibilitychange', hold);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', hold);
      void lock?.release();
    };
  }, []);
}
