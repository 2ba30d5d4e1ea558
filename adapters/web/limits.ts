/** What the playground accepts at most. Everything beyond is refused with a clear answer, never cut silently. */
export const LIMITS = {
  /** Bytes of a posted form. */
  formBytes: 1_000_000,
  /** Characters of a message, as the real platforms have it. */
  messageChars: 40_000,
  /** Characters of one typed value for which the form names no limit. */
  valueChars: 40_000,
  /** Characters of a button's value: a value holds ids, never data. */
  buttonValueChars: 2_000,
  /** Values of one field with several. */
  valuesPerField: 200,
  fieldsPerForm: 200,
  filesPerMessage: 10,
  /** Messages of a channel shown at first, and at most ("older messages" asks for more each time). */
  shownMessages: 50,
  maxShownMessages: 1_000,
  threadMessages: 300,
  channels: 300,
  /** Open connections of one person: tabs. */
  socketsPerPerson: 20,
  /** What a browser may send over the socket: it only listens. */
  socketBytes: 1_024,
  roomName: 80,
  topic: 250,
} as const;

/** A name in a path or a field: persona, channel, message, file. */
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** What a browser makes up per form or press, and what an interaction is known by (XD-02). */
const TOKEN = /^[A-Za-z0-9_-]{8,64}$/;

export function isId(text: string | null | undefined): text is string {
  return typeof text === 'string' && ID.test(text);
}

export function isToken(text: string | null | undefined): text is string {
  return typeof text === 'string' && TOKEN.test(text);
}

/** Controls other than line breaks and tabs, and the marks that turn the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text of a person without what cannot be seen but changes how the text around it reads. Line breaks become `\n`. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNSEEN, '').toWellFormed();
}
