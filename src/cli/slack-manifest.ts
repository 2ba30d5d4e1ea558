import { stringify } from 'yaml';
import { VERBS } from '../chat/grammar.ts';

/** The one command everywhere (product contract). */
export const ROOT_COMMAND = '/urgent-order';

/** Each right the app asks Slack for, with what it is for. Nothing is asked for that no feature needs. */
const SCOPES = {
  commands: 'the slash command and the shortcuts',
  'chat:write': 'cards, private answers, direct messages',
  'app_mentions:read': 'being called by name in a channel',
  'channels:read': 'who is in an order’s channel',
  'channels:manage': 'creating, renaming and archiving an order’s channel, inviting people to it',
  'channels:join': 'entering the main channel',
  'channels:history': 'messages in an order’s channel: decisions written by hand get their card, twins are bridged',
  'groups:read': 'the same for confidential orders, whose channels are private',
  'groups:write': 'the same for confidential orders',
  'groups:history': 'the same for confidential orders',
  'im:write': 'writing to a person',
  'im:history': 'what a person writes to the bot',
  'users:read': 'names, languages and time zones',
  'users:read.email': 'finding people by their email address',
  'pins:write': 'the order’s card on top of its channel',
  'files:read': 'attachments of a form or a message',
  'files:write': 'documents and the digest’s pictures',
  'team:read': 'which workspace this is',
} as const;

/** Events the adapter listens to. */
const EVENTS = [
  'app_home_opened',
  'app_mention',
  'channel_archive',
  'channel_rename',
  'channel_unarchive',
  'group_archive',
  'group_rename',
  'group_unarchive',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'user_change',
] as const;

/** Requests of the HTTP variant arrive here. */
const EVENTS_PATH = '/slack/events';

/**
 * The manifest of the Slack app, as data. Without `url` it is the Socket Mode one, which needs no public address; with it
 * Slack sends everything to `<url>/slack/events`.
 */
export function slackManifest(url: string | null) {
  const request = url === null ? null : `${url.replace(/\/+$/, '')}${EVENTS_PATH}`;
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Urgent orders',
      description: 'Urgent orders from the customer’s call to delivery',
      background_color: '#1f2937',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Urgent orders', always_online: true },
      shortcuts: [
        { name: 'New urgent order', type: 'global', callback_id: 'new_order', description: 'Opens the form' },
        {
          name: 'Make it an urgent order',
          type: 'message',
          callback_id: 'order_from_message',
          description: 'Fills the form from this message',
        },
      ],
      slash_commands: [
        {
          command: ROOT_COMMAND,
          description: 'File, decide and follow urgent orders',
          usage_hint: usageHint(),
          should_escape: true,
          ...(request && { url: request }),
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(SCOPES).sort() } },
    settings: {
      event_subscriptions: { ...(request && { request_url: request }), bot_events: [...EVENTS] },
      interactivity: { is_enabled: true, ...(request && { request_url: request, message_menu_options_url: request }) },
      org_deploy_enabled: false,
      socket_mode_enabled: request === null,
      token_rotation_enabled: false,
    },
  };
}

/** Every verb by its first name, as the command's own help line. */
function usageHint(): string {
  return `[${Object.keys(VERBS).join(' | ')}]`;
}

/** The manifest as YAML, which Slack's "From a manifest" takes as it is. */
export function slackManifestText(url: string | null): string {
  return stringify(slackManifest(url), { lineWidth: 0 });
}
