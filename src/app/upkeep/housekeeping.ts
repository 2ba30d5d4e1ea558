import type { Store } from '../ports.ts';

const DAY = 86_400_000;
/** A form's draft is offered for a day; it may hold customer data, so it is not kept longer than two. */
const DRAFT_DAYS = 2;
/** Platforms repeat a delivery for hours at most; the answers are kept long enough for any of them, and for a look back. */
const ANSWER_DAYS = 35;

/** Deletes what has done its duty: drafts and answers to repeated deliveries. The log keeps everything that happened. */
export async function forgetOld(store: Store, now: number): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.drafts.forget(now - DRAFT_DAYS * DAY);
    await tx.answers.forget(now - ANSWER_DAYS * DAY);
  });
}
