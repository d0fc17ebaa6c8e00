import { expect, test, vi } from 'vitest';
import { patiently } from '../src/app/patiently';
import type { Surroundings } from '../src/app/patiently';

const page = (script: string) => `<script type="module" src="/assets/${script}.js"></script>`;

function around(served: () => Promise<string>): Surroundings & { waits: number[]; reloads: number } {
  const made = {
    waits: [] as number[], reloads: 0, running: '/assets/a.js', served, random: () => 1,
    wait: async (ms: number) => { made.waits.push(ms); },
    reload: () => { made.reloads++; },
  };
  return made;
}

test('a page opened into an outage waits, longer each time, and is there when the centre is', async () => {
  let tries = 0;
  const here = around(() => Promise.reject(new Error('away')));
  const loaded = await patiently(async () => { if (++tries < 6) throw new Error('no file'); return 'page'; }, here);
  expect(loaded).toBe('page');
  expect(here.waits).toHaveLength(5);
  expect(here.waits[4]).toBeGreaterThan(here.waits[0] ?? Infinity);
  expect(here.reloads).toBe(0);
});

test('files that another release took with it are not waited for: the page loads itself anew', async () => {
  const here = around(async () => page('b'));
  const load = vi.fn(() => Promise.reject(new Error('404')));
  void patiently(load, here);
  await vi.waitFor(() => expect(here.reloads).toBe(1));
  expect(load).toHaveBeenCalledTimes(1);
});

test('a centre of this release that answers and has no such file is a fault, after some tries', async () => {
  const here = around(async () => page('a'));
  await expect(patiently(() => Promise.reject(new Error('404')), here)).rejects.toThrow('404');
  expect(here.reloads).toBe(0);
});
