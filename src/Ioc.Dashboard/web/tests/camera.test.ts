import { expect, test } from 'vitest';
import { readCamera, writeCamera } from '../src/state/camera';

test('a camera comes back from its address as it was, to some ten metres', () => {
  const text = writeCamera({ center: [105.776123456, 19.8123456], zoom: 9.40499 });
  expect(text).toBe('19.8123,105.7761,9.40');
  expect(readCamera(text)).toEqual({ center: [105.7761, 19.8123], zoom: 9.4 });
  expect(writeCamera(readCamera(text) ?? { center: [0, 0], zoom: 0 })).toBe(text);
});

test('an address that was typed wrong shows the whole scope', () => {
  for (const text of [null, '', '19.8', '19.8,105.7', '19.8,105.7,9,1', 'a,b,c', '91,105,9', '19,181,9', '19,105,-1', '19,105,99', '19,,9', 'NaN,105,9', 'Infinity,105,9']) expect(readCamera(text), String(text)).toBeNull();
});
