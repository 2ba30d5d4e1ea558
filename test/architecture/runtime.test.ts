import { expect, test } from 'vitest';

test('the tests run on the Node that production runs on, whatever the host has', () => {
  expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(24);
});

test('the tests run in UTC, so that a local time in an expectation is a decision', () => {
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe('UTC');
  expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(0);
});
