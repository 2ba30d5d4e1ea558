import type { ButtonValue, Card } from '../../src/chat/card.ts';
import type { Form, FormValues } from '../../src/chat/form.ts';
import type { Reply } from '../../src/chat/interaction.ts';
import type { ChannelRecord } from './chat-store.ts';
import type { FileView } from './model.ts';
import type { Viewer } from './pages.ts';

export type Tone = 'good' | 'info' | 'warning' | 'bad';

/** What a form looks like when it is shown (again). */
export interface OpenForm {
  readonly form: Form;
  readonly submitToken: string;
  readonly values?: FormValues;
  readonly errors?: Readonly<Record<string, string>>;
  /** A word about the whole form. */
  readonly message?: string;
  /** The files that `values` name. */
  readonly uploads?: readonly FileView[];
}

/** What goes back to the browser for an act: pieces of the page, never the page. The live side shows the rest. */
export interface Answer {
  /** A form to open; null closes the open one; absent leaves it as it is. */
  readonly layer?: OpenForm | null;
  readonly toasts?: readonly { readonly tone: Tone; readonly text: string }[];
  /** The channel to go to, to see the answer. */
  readonly goTo?: string;
}

/** Where an act happened: a stored channel, or the person's own page (null). */
export type At = ChannelRecord | null;

export interface Said {
  readonly text: string;
  readonly threadId: string | null;
  readonly fileIds: readonly string[];
  readonly token: string;
}

export interface Pressed {
  readonly action: string;
  readonly value: ButtonValue;
  readonly messageId: string | null;
  readonly token: string;
}

export interface Submitted {
  readonly form: string;
  readonly context: Readonly<Record<string, string>>;
  readonly token: string;
  readonly posted: URLSearchParams;
  readonly isDismissed: boolean;
}

export interface Inbound {
  say(viewer: Viewer, at: ChannelRecord, said: Said): Promise<Answer>;
  press(viewer: Viewer, at: At, pressed: Pressed): Promise<Answer>;
  /** Null: not what a page of ours sends. */
  submit(viewer: Viewer, at: At, submitted: Submitted): Promise<Answer | null>;
  complete(viewer: Viewer, at: At, text: string): Promise<Reply>;
  drawHome(viewer: Viewer): Promise<Card | null>;
  join(viewer: Viewer, at: ChannelRecord, joinedAt: number): Promise<void>;
}
