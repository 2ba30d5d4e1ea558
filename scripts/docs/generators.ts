import type { DocumentGenerator } from './generator.ts';
import { manifestDocument } from './manifest.ts';
import { processDocument } from './process.ts';
import { requirementsDocument } from './requirements.ts';

/** Every generated document. Add yours here; `npm run docs` then writes it and `npm run docs -- --check` guards it. */
export const GENERATORS: readonly DocumentGenerator[] = [processDocument, requirementsDocument, manifestDocument];
