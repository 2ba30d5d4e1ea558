import { refuse } from '../../domain/result.ts';
import type { Reply } from '../interaction.ts';
import type { Talk } from '../talk.ts';
import { refusedReply } from './before-open.ts';

/** The refusal for everybody but admins, with who they are; null for an admin. */
export async function adminsOnly(
  talk: Talk,
  action: 'people' | 'settings' | 'setup_channel' | 'audit',
): Promise<Reply | null> {
  if (talk.person.isAdmin) return null;
  const admins = talk.directory.admins().map((p) => ({ person: p.id }));
  return refusedReply(
    talk,
    refuse('not_yours', { action: { term: `action.${action}` }, who: { list: [{ term: 'right.ADMIN' }, ...admins] } })
      .refusal,
    { what: action },
  );
}
