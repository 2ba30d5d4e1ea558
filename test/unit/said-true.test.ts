import { expect, test } from 'vitest';
import { drawCard } from '../../src/chat/draw.ts';
import type { Order } from '../../src/domain/order.ts';
import { anOrder, anOrderInReview, NOW, someFacts } from '../support/build-order.ts';
import { wordsOf } from '../support/read-card.ts';
import { aVoice } from '../support/voices.ts';

const DAY = 86_400_000;

test('UO-49 in the main channel a date that was negotiated is not called the one the customer asked for', () => {
  const line = (order: Order) => wordsOf(drawCard({ view: 'order.line', order, obligations: [] }, aVoice()));
  expect(line(anOrder())).toContain('客户要求交期');
  const moved = anOrderInReview({ facts: someFacts({ requiredBy: NOW + 9 * DAY }), requestedDate: NOW + 3 * DAY });
  expect(line(moved)).toContain('本轮评审交期');
  expect(line({ ...moved, committed: NOW + 9 * DAY })).toContain('承诺交期');
});
