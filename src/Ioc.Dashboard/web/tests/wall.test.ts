import { expect, test } from 'vitest';
import { isWall, readPlan, rowsThatFit, turn, wallViews } from '../src/state/wall';

test('without anything asked the wall shows every view for twenty seconds', () => {
  expect(readPlan(null, null)).toEqual({ views: wallViews, secondsEach: 20 });
});

test('views are taken in the order asked, each once, and unknown ones are left out', () => {
  expect(readPlan('alerts,map,alerts,weather', '30')).toEqual({ views: ['alerts', 'map'], secondsEach: 30 });
  expect(readPlan('weather', 'soon')).toEqual({ views: wallViews, secondsEach: 20 });
});

test('nobody can make it flicker or stand still', () => {
  expect(readPlan(null, '0').secondsEach).toBe(5);
  expect(readPlan(null, '-3').secondsEach).toBe(5);
  expect(readPlan(null, '1e9').secondsEach).toBe(600);
  expect(readPlan(null, ' ').secondsEach).toBe(20);
});

test('the wall turns round, forwards and back', () => {
  const plan = readPlan('map,units', null);
  expect(turn(plan, 'map', 1)).toBe('units');
  expect(turn(plan, 'units', 1)).toBe('map');
  expect(turn(plan, 'map', -1)).toBe('units');
  // A view that the plan no longer has leads back into it.
  expect(turn(plan, 'alerts', 1)).toBe('units');
});

test('only whole rows stand on a wall, and at least one', () => {
  expect(rowsThatFit(500, 1366, 50, 12)).toBe(9);
  expect(rowsThatFit(501, 1920, 50, 4)).toBe(4);
  expect(rowsThatFit(20, 1366, 50, 12)).toBe(1);
});

test('a phone that looks at the wall scrolls', () => {
  expect(rowsThatFit(120, 390, 50, 12)).toBe(12);
});

test('the wall is known by its path', () => {
  expect(['/wall', '/wall/'].every(isWall)).toBe(true);
  expect(['/', '/walls', '/units'].some(isWall)).toBe(false);
});
