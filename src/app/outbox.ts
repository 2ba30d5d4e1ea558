import type { Announcement, Delivery } from './delivery.ts';
import type { NewJob } from './jobs.ts';

/** Everything said in one room, or to one person, goes out in order. */
function laneOf(delivery: Delivery): string {
  return 'room' in delivery ? `room:${delivery.room}` : `person:${delivery.person}`;
}

/** Redraws of one card collapse while they wait: the newest state is drawn once (bursts). */
function keyOf(delivery: Delivery): string | null {
  switch (delivery.kind) {
    case 'redraw':
    case 'redraw_direct':
      return `${delivery.kind}:${laneOf(delivery)}:${delivery.view}:${delivery.subject}`;
    case 'sync_room':
    case 'close_room':
      return `${delivery.kind}:${delivery.room}`;
    default:
      return null;
  }
}

/** The outbox rows of announcements, in the order they were said; a redraw of what is shown anyway is left out. */
export function jobsFor(announcements: readonly Announcement[]): NewJob[] {
  const jobs: NewJob[] = [];
  const seen = new Set<string>();
  for (const { delivery, at } of announcements) {
    const identity = JSON.stringify(delivery);
    if (seen.has(identity)) continue;
    seen.add(identity);
    const key = keyOf(delivery);
    jobs.push({
      queue: 'chat',
      lane: laneOf(delivery),
      payload: delivery,
      ...(key !== null && { key }),
      ...(at !== undefined && { runAt: at }),
    });
  }
  return jobs;
}
