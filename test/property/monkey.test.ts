import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyLog } from '../../src/app/upkeep/verify-log.ts';
import type { Button } from '../../src/chat/card.ts';
import type { Field, FormValues } from '../../src/chat/form.ts';
import type { Reply } from '../../src/chat/interaction.ts';
import { type Factory, openFactory, type StaffName } from '../support/factory.ts';
import { buttonsOf, fieldsOf, formOf, initialValues, replyText } from '../support/read-reply.ts';
import { files, underReview } from '../support/story.ts';
import type { Teller } from '../support/teller.ts';

/** Days at the factory; more with FUZZ_RUNS. */
const DAYS = Math.ceil(Number(process.env.FUZZ_RUNS ?? 300) / 50);
/** The same days every time, but for the long run, which looks for new ones. */
const SEED = process.env.FUZZ_RUNS === undefined ? { seed: 7 } : {};
const CLICKS = 30;
const STAFF: readonly StaffName[] = [
  'sales',
  'salesman',
  'production',
  'purchasing',
  'technical',
  'logistics',
  'planner',
  'boss',
  'vice',
  'deputy',
];

let factory: Factory;
let serial = 0;
beforeAll(async () => {
  factory = await openFactory({ settings: { confirm_hours: 2 } });
});
afterAll(async () => {
  await factory.close();
});

/** Takes one number after the other from a list, as dice. */
function diceOf(numbers: readonly number[]) {
  let at = 0;
  return (sides: number) => (numbers[at++ % numbers.length] ?? 0) % Math.max(sides, 1);
}
type Dice = ReturnType<typeof diceOf>;

function pick<T>(list: readonly T[], dice: Dice): T | undefined {
  return list[dice(list.length)];
}

/** What a person in a hurry enters: mostly sensible, now and then not. */
function valueFor(field: Field, dice: Dice): string | readonly string[] {
  if (dice(12) === 0) return ['', '???', '-1', '昨天', 'x'.repeat(5000)][dice(5)] ?? '';
  switch (field.kind) {
    case 'select':
    case 'radio':
    case 'person':
      return pick(field.choices, dice)?.value ?? '';
    case 'checks':
      return field.choices.filter(() => dice(3) > 0).map((c) => c.value);
    case 'files':
      return [];
    case 'number':
      return String(1 + dice(90));
    case 'datetime':
    case 'date':
      return new Date(factory.clock.now() + (32 + dice(200)) * 3_600_000).toISOString().slice(0, 16);
    default:
      return field.name === 'quantity' ? `${1 + dice(900)} 件` : field.name === 'currency' ? 'CNY' : `说明 ${dice(50)}`;
  }
}

function valuesFor(reply: Reply, dice: Dice): FormValues {
  const form = formOf(reply);
  const given = initialValues(form);
  const chosen = fieldsOf(form).filter((f) => given[f.name] === undefined && (f.required || dice(2) === 0));
  return Object.fromEntries(chosen.map((f) => [f.name, valueFor(f, dice)]));
}

async function click(who: Teller, button: Button, dice: Dice): Promise<Reply> {
  const reply = await who.acts({ kind: 'press', action: button.action, value: button.value, message: null });
  if (reply.kind !== 'form') return reply;
  return dice(10) === 0 ? who.closes(reply, valuesFor(reply, dice)) : who.fills(reply, valuesFor(reply, dice));
}

test(
  'EX-06 XD-05 people press what they see and fill what they are shown: no fault, nothing forgotten, the log stays whole',
  async () => {
    const done = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9999), { minLength: 400, maxLength: 400 }), async (numbers) => {
        const dice = diceOf(numbers);
        await files(factory, {
          customer: `Kunde ${++serial}`,
          requiredBy: new Date(factory.clock.now() + 200 * 3_600_000).toISOString().slice(0, 16),
        });
        const order = await underReview(factory, {
          customer: `Client ${++serial}`,
          requiredBy: new Date(factory.clock.now() + 220 * 3_600_000).toISOString().slice(0, 16),
        });
        const room = await factory.room(order);
        for (let i = 0; i < CLICKS; i += 1) {
          const name = pick(STAFF, dice) ?? 'sales';
          const who = factory.person(name);
          const posts = (await who.posts(dice(3) === 0 ? room : undefined)).slice(0, 12);
          const button = pick(
            posts.flatMap((p) => buttonsOf(p.card)),
            dice,
          );
          if (!button) continue;
          const reply = await click(who, button, dice);
          expect(factory.faults).toEqual([]);
          expect(reply).not.toMatchObject({ kind: 'toast', tone: 'bad' });
          if (reply.kind !== 'none') expect(replyText(reply).trim(), button.label).not.toBe('');
          if (reply.kind === 'toast' && reply.tone !== 'warning')
            done.set(button.label, (done.get(button.label) ?? 0) + 1);
          if (dice(8) === 0) await factory.passes('1h');
        }
        const gaps = await factory.app.store.queries.audit(factory.clock.now());
        expect(gaps).toMatchObject({ ordersWithoutObligation: [], timersMissing: 0, overdueJobs: 0, parked: 0 });
      }),
      { numRuns: DAYS, endOnFailure: true, ...SEED },
    );
    expect((await verifyLog(factory.app.store.log)).problems).toEqual([]);
    // It was a day's work, not a day of refusals.
    expect(done.size).toBeGreaterThan(5);
  },
  30_000 + DAYS * 10_000,
);
