import type { Catalogue } from '../catalogue.ts';
import type { server as source } from '../zh-cn/server.ts';

export const server = {
  'server.home': 'My to-dos',
  'server.not_found': 'There is no such page.',
  'server.fault': (p: { id: string }) =>
    `Something went wrong and has been logged. Please try again later; give your admin this number: ${p.id}.`,
  'server.foreign_origin':
    'This request did not come from a page of this site and was refused. Please go back and try again.',
  'server.foreign_host': 'This is not an address of this service. Please open the address shown at start.',
  'server.not_public':
    'The playground has no sign-in: whoever can open it can act as anyone. So it is open on this machine only. To open it to others on purpose, set PLAYGROUND_PUBLIC=yes and restart.',
  'server.too_large': (p: { limit: string }) => `Too large: at most ${p.limit}.`,
  'server.bad_request': 'The request was incomplete. Please reload the page and try again.',
  'server.starting': 'The service is starting or stopping. Please try again in a few seconds.',
  'server.no_person': 'There is no such person. Please choose one on the page.',
  'server.no_channel': 'This channel does not exist, or you are not in it.',
  'server.channel_archived': 'This channel is archived: it can be read only.',
  'server.message_empty': 'Write something first, or add a file.',
  'server.message_too_long': (p: { limit: string }) =>
    `Too long: at most ${p.limit} characters. You can send it as a file.`,
  'server.too_many_files': (p: { limit: string }) => `At most ${p.limit} files at once.`,
  'server.wrong_type':
    'Files of this kind cannot be sent. PDF, Office documents, pictures, drawings, archives and text can.',
  'server.file_missing': 'This file does not exist, or you may not see it.',
  'server.form_errors': (p: { errors: string }) => `Please check: ${p.errors}`,
  'server.clock_forward': 'The demo clock only moves forward, at most 60 days at a time.',
} as const satisfies Catalogue<typeof source>;
