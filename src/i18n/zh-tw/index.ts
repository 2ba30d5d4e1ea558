import { answers } from './answers.ts';
import { playground } from './playground.ts';
import { refusals } from './refusals.ts';
import { server } from './server.ts';
import { terms } from './terms.ts';

export const zhTW = { ...answers, ...terms, ...refusals, ...playground, ...server } as const;
