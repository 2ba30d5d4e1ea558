import { html } from 'hono/html';
import type { PersonaView } from '../model.ts';
import type { Html } from './html.ts';
import { renderIcon } from './icon.ts';

/** A person's initials on their colour; null is the bot. The name stands beside it, so it is not read out. */
export function renderAvatar(person: PersonaView | null, size: 'small' | 'medium' | 'large' = 'medium'): Html {
  if (!person)
    return html`<span class="avatar avatar-${size} avatar-bot" aria-hidden="true">${renderIcon('bolt')}</span>`;
  const hue = ((Math.trunc(person.hue) % 12) + 12) % 12;
  return html`<span class="avatar avatar-${size} hue-${hue}" aria-hidden="true">${person.initials}</span>`;
}
