import { expect, test } from 'vitest';
import { routeOf } from '../src/pwa/route';

const origin = 'https://ioc.example';
const get = (path: string, mode = 'cors', method = 'GET') => routeOf({ method, url: path.startsWith('http') ? path : origin + path, mode }, origin);

test('what is live is never answered from a cache', () => {
  for (const path of ['/api/v1/alerts', '/hubs/live', '/media/a.wav', '/healthz', '/readyz', '/metrics', '/openapi/v1.json']) expect(get(path), path).toBe('network');
  expect(get('/api/v1/series/export', 'navigate')).toBe('network');
  expect(get('/assets/x.js', 'cors', 'POST')).toBe('network');
  expect(get('https://elsewhere.example/assets/x.js')).toBe('network');
});

test('a page address gets the shell, a hashed file what is kept, anything else the network', () => {
  expect(get('/devices/loa-1', 'navigate')).toBe('shell');
  expect(get('/assets/index-abc.js')).toBe('asset');
  expect(get('/favicon.svg')).toBe('asset');
  expect(get('/sw.js')).toBe('network');
});
