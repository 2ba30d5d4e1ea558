import type { FileView } from './model.ts';

/** Port: attachments, kept by the core. */
export interface Files {
  /** Keeps a file that this person sent, or says why not. */
  save(
    userId: string,
    file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
  ): Promise<FileView | { readonly refused: 'too_large' | 'wrong_type' }>;
  describe(fileId: string): Promise<FileView | null>;
  read(fileId: string): Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array } | null>;
  /** By the rights on the order it belongs to; one's own file always. */
  mayRead(userId: string, fileId: string): Promise<boolean>;
  /** Bytes of one file at most. */
  readonly maxBytes: number;
}
