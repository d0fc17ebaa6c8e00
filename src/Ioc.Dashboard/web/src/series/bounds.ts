// The rules' bounds of one field, as lines on its chart. Pure.
import type { DeviceKindWord, Rule } from '../api/types';

export interface Bound {
  value: number;
  /** Values above it raise; otherwise below. */
  above: boolean;
  severity: Rule['severity'];
  condition: string;
}

export function boundsOf(rules: readonly Rule[], kind: DeviceKindWord, field: string): Bound[] {
  return rules.flatMap((rule) => (rule.kind === kind && rule.field === field && rule.raise !== null && rule.above !== null
    ? [{ value: rule.raise, above: rule.above, severity: rule.severity, condition: rule.condition }] : []));
}

/**
 * The values an axis shows: those measured, and a bound only where it is near enough to mean something. One that would press the curve
 * into less than a third of the height is left out.
 */
export function withBounds(low: number, high: number, bounds: readonly Bound[]): [number, number] {
  const height = Math.max(high - low, Math.abs(high) * 0.1, 1e-9);
  let [bottom, top] = [low, high];
  for (const { value } of bounds) {
    const wanted: [number, number] = [Math.min(bottom, value), Math.max(top, value)];
    if (wanted[1] - wanted[0] <= height * 3) [bottom, top] = wanted;
  }
  return [bottom, top];
}
