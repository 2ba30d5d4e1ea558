import { answers } from './answers.ts';
import { buttons } from './buttons.ts';
import { cards } from './cards.ts';
import { conversation } from './conversation.ts';
import { events } from './events.ts';
import { fields } from './fields.ts';
import { forms } from './forms.ts';
import { lookups } from './lookups.ts';
import { playground } from './playground.ts';
import { refusals } from './refusals.ts';
import { roles } from './roles.ts';
import { server } from './server.ts';
import { settings } from './settings.ts';
import { terms } from './terms.ts';

export const zhTW = {
  ...answers,
  ...buttons,
  ...cards,
  ...conversation,
  ...events,
  ...fields,
  ...forms,
  ...lookups,
  ...playground,
  ...refusals,
  ...roles,
  ...server,
  ...settings,
  ...terms,
} as const;
