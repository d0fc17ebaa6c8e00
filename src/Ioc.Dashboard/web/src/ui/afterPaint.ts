/** Resolves when what is drawn now is on the screen; at once where nobody looks, for no frame is painted there. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve();
    // A frame's callbacks run before it is painted; the turn after it is the first that keeps nobody waiting.
    else requestAnimationFrame(() => setTimeout(resolve));
  });
}
