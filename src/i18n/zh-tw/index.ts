import { answers } from './answers.ts';
import { cards } from './cards.ts';
import { events } from './events.ts';
import { fields } from './fields.ts';
import { playground } from './playground.ts';
import { refusals } from './refusals.ts';
import { roles } from './roles.ts';
import { server } from './server.ts';
import { settings } from './settings.ts';
import { terms } from './terms.ts';

export const zhTW = { ...answers, ...cards, ...events, ...fields, ...playground, ...refusals, ...roles, ...server, ...settings, ...terms } as const;
