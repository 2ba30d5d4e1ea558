import type { FileView } from './model.ts';

/** Port: attachments, kept by the core. */
export interface Files {
  /** Keeps a file that this person sent. `too_large` and `wrong_type` are refusals with words for the person. */
  save(
    userId: string,
    file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
  ): Promise<FileView | { readonly refused: string }>;
  describe(fileId: string): Promise<FileView | null>;
  read(fileId: string): Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array } | null>;
  /** By the rights on the order it belongs to; one's own file always. */
  mayRead(userId: string, fileId: string): Promise<boolean>;
  /** Bytes of one file at most. */
  readonly maxBytes: number;
}
