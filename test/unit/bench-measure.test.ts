import { describe, expect, test } from 'vitest';
import { median, quantile, ratiosOf, spreadOf } from '../../bench/measure.ts';
import { isBroken, type Line, sayPart } from '../../bench/report.ts';

describe('what the bench makes of its measurements', () => {
  test('the median of an even number lies between the two in the middle', () => {
    expect(median([4, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(() => median([])).toThrow('nothing was measured');
  });

  test('a quantile is a value that was measured', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0.5, 0.99, 1].map((share) => quantile(values, share))).toEqual([50, 99, 100]);
    expect(quantile([7], 0.99)).toBe(7);
    expect(() => quantile([], 0.5)).toThrow('nothing was measured');
  });

  test('ratios are taken round by round', () => {
    expect(ratiosOf([10, 30], [5, 10])).toEqual([2, 3]);
  });

  test('a bar is broken beyond its limit only, by the figure it names', () => {
    const line = (by: 'median' | 'max', limit: number): Line => ({
      name: 'click',
      unit: '×',
      of: 'rounds',
      spread: spreadOf([1, 2, 9]),
      bar: { limit, by },
    });
    expect(isBroken(line('median', 2))).toBe(false);
    expect(isBroken(line('median', 1.9))).toBe(true);
    expect(isBroken(line('max', 8))).toBe(true);
    expect(sayPart({ title: 'Click', lines: [line('max', 8)], notes: [] })).toContain('max ≤ 8.00×  BROKEN');
  });
});
