// Waits between attempts to reconnect. After a restart of the centre every browser returns: full jitter, above a least wait, spreads them.

const leastMs = 250;
const firstMs = 500;
const longestMs = 15_000;

export function reconnectDelayMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10));
  return Math.round(leastMs + (ceiling - leastMs) * random());
}
