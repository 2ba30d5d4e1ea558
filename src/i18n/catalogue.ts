/** What a translation must offer for a source catalogue: the same keys, and functions of the same parameters. */
export type Catalogue<Source> = {
  readonly [K in keyof Source]: Source[K] extends (p: infer P) => string ? (p: P) => string : string;
};
