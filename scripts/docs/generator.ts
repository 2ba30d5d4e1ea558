/** A document of the repository that is made from data, so that it cannot go stale unnoticed. */
export interface DocumentGenerator {
  /** Path from the repository's root, with forward slashes. */
  readonly file: string;
  /** The whole text of the file. The same sources always give the same text: no dates, no machine, no order of the disk. */
  render(): Promise<string>;
}
