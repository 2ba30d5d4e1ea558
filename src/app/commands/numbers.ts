import { wallTime } from '../../domain/instant.ts';
import type { CommandContext } from '../command.ts';

/**
 * The order number, given once and never changed (OF-04): `{yyyy}` and `{mm}` are the factory's year and month, the run of
 * `n` is the running number of the year. Drills have a series of their own.
 */
export async function numberFor(context: CommandContext, isDrill: boolean): Promise<string> {
  const { year, month } = wallTime(context.now, context.settings.time_zone);
  const { order_number } = context.settings;
  const template = /\{n+\}/.test(order_number) ? order_number : `${order_number}-{nnnn}`;
  for (;;) {
    const serial = await context.tx.counters.next(isDrill ? `drill:${year}` : `order:${year}`);
    const number = template
      .replaceAll('{yyyy}', String(year))
      .replaceAll('{mm}', String(month).padStart(2, '0'))
      .replace(/\{(n+)\}/g, (_, n: string) => String(serial).padStart(n.length, '0'));
    const name = isDrill ? `DRILL-${number}` : number;
    // A template without the year, or one that was changed, may come to a number that is taken.
    if ((await context.tx.orders.findByName(name)) === null) return name;
  }
}
