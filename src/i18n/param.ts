/**
 * A value in a message. Plain ones stand for themselves; a tagged one is written in the reader's language, time zone and
 * number format only when the message is drawn, so a stored answer reads right for whoever reads it.
 */
export type Param =
  | string
  | number
  /** An instant, ms UTC: date and time in the reader's zone. */
  | { readonly date: number }
  /** An instant of which only the day matters. */
  | { readonly day: number }
  /** A span, ms: "3 h 10 min". */
  | { readonly duration: number }
  /** Minor units. */
  | { readonly money: number; readonly currency: string }
  /** A person's id (or BOT): their name. */
  | { readonly person: string }
  /** A key of the catalogues without parameters, such as `state.IN_REVIEW`. */
  | { readonly term: string }
  | { readonly list: readonly Param[] };

export type Params = Readonly<Record<string, Param>>;
