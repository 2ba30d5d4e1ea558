import { playground } from './playground.ts';
import { refusals } from './refusals.ts';
import { terms } from './terms.ts';

export const zhCN = { ...terms, ...refusals, ...playground } as const;
