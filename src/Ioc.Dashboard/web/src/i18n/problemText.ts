import type { ProblemArgs } from '../api/problem';
import { asProblem } from '../api/problem';
import { date } from '../format/time';
import type { Words } from '.';
import { refusalsVi } from './refusals';

/**
 * What went wrong in the user's language: the refusal's own words, or the kind's where the page does not know it. Where a request is not valid only the
 * server knows what is wrong with it: that stands behind, in English.
 */
export function problemText(error: unknown, words: Pick<Words, 't' | 'word' | 'language'>): string {
  const problem = asProblem(error);
  const isKnown = problem.refusal !== null && Object.hasOwn(refusalsVi, problem.refusal);
  if (isKnown && problem.refusal !== 'requestInvalid') {
    const text = words.t(`refusal.${problem.refusal}`, shown(problem.args, words));
    if (!text.includes('{{')) return text;
  }
  const ours = words.t(`problem.${problem.kind}`);
  if (problem.detail === null) return ours;
  if (problem.kind === 'refused') return words.language === 'en' ? problem.detail : `${ours} (${problem.detail})`;
  const saysMore = problem.kind === 'busy' || problem.kind === 'forbidden' || problem.kind === 'notFound';
  return words.language === 'en' && saysMore ? problem.detail : ours;
}

/** Dates come as ISO 8601, fields under the names of the interface. */
function shown(args: ProblemArgs, words: Pick<Words, 'word'>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => {
    if (name === 'field') return [name, words.word('field', String(value))];
    return [name, typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? date(Date.parse(value)) : value];
  }));
}
