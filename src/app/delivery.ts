/**
 * What is to be said, not how: an announcement holds ids, and is drawn at delivery from the newest state, in the
 * language of where it goes. Each names its room, so rooms on several platforms are several deliveries.
 */
export type Delivery =
  /** Post a card, or redraw it when this room already has it. */
  | {
      readonly kind: 'show';
      readonly room: string;
      readonly view: ViewName;
      readonly subject: string;
      readonly order: string | null;
      readonly mention?: readonly string[];
      readonly pin?: true;
    }
  /** Redraw wherever it stands; posts nothing new. */
  | {
      readonly kind: 'redraw';
      readonly room: string;
      readonly view: ViewName;
      readonly subject: string;
      readonly order: string | null;
    }
  /** To one person, in their own chat with the bot. */
  | {
      readonly kind: 'direct';
      readonly person: string;
      readonly view: ViewName;
      readonly subject: string;
      readonly order: string | null;
    }
  | {
      readonly kind: 'redraw_direct';
      readonly person: string;
      readonly view: ViewName;
      readonly subject: string;
      readonly order: string | null;
    }
  | { readonly kind: 'open_room'; readonly room: string; readonly order: string }
  | { readonly kind: 'sync_room'; readonly room: string; readonly order: string }
  | { readonly kind: 'close_room'; readonly room: string; readonly order: string }
  /** The processing sheet reached a department: recorded after it was shown (UO-10). */
  | { readonly kind: 'sheet'; readonly person: string; readonly department: string; readonly order: string };

/** A delivery, and from when on it may go out (ms UTC); at once when absent. */
export interface Announcement {
  readonly delivery: Delivery;
  readonly at?: number;
}

/** The cards that are posted; each is a function in `chat/views`. The subject says which order, task, request or event. */
export const VIEWS = [
  'order.line',
  'order.living',
  'order.sheet',
  'order.notice',
  'intake.check',
  'confirm.ask',
  'returned.fix',
  'review.task',
  'review.question',
  'review.report',
  'negotiation.board',
  'exec.request',
  'obligation.reminder',
  'status.request',
  'lead.card',
  'delegation.note',
  'setup.ask',
  'setup.test',
  'fallback.warning',
] as const;
export type ViewName = (typeof VIEWS)[number];

export function isView(text: string): text is ViewName {
  return (VIEWS as readonly string[]).includes(text);
}
