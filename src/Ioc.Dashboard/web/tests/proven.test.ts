import { describe, expect, it } from 'vitest';
import { proven, whenProofIsWanted } from '../src/access/proven';
import { Problem, problemOf } from '../src/api/problem';

const wanted = problemOf(403, '{"type":"urn:ioc:problem:proof","detail":"again"}');

describe('what wants the password again', () => {
  it('is asked for once and then done', async () => {
    let calls = 0;
    const stop = whenProofIsWanted(() => Promise.resolve(true));
    await expect(proven(() => (++calls === 1 ? Promise.reject(wanted) : Promise.resolve('done')))).resolves.toBe('done');
    await expect(proven(() => { calls++; return Promise.reject(wanted); })).rejects.toBe(wanted);
    expect(calls).toBe(4);
    stop();
  });

  it('is left undone where nobody shows it, nobody asks, or something else is wrong', async () => {
    const other = problemOf(403, '{"type":"urn:ioc:problem:notAllowed","detail":"urn:ioc:problem:proof"}');
    let asked = 0;
    const stop = whenProofIsWanted(() => { asked++; return Promise.resolve(false); });
    await expect(proven(() => Promise.reject(wanted))).rejects.toBe(wanted);
    await expect(proven(() => Promise.reject(other))).rejects.toBe(other);
    expect(asked).toBe(1);
    stop();
    await expect(proven(() => Promise.reject(wanted))).rejects.toBeInstanceOf(Problem);
    expect(asked).toBe(1);
  });
});
