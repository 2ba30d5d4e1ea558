import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { manifestDocument } from '../../scripts/docs/manifest.ts';
import { VERBS } from '../../src/chat/grammar.ts';
import { ROOT_COMMAND, slackManifest, slackManifestText } from '../../src/cli/slack-manifest.ts';

const root = join(import.meta.dirname, '../..');

test('manifest.yml is what the commands make of it: run "npm run docs" when this fails', async () => {
  expect(readFileSync(join(root, 'manifest.yml'), 'utf8')).toBe(await manifestDocument.render());
});

test('manifest.yml is the Socket Mode one: it names no address', () => {
  const text = readFileSync(join(root, 'manifest.yml'), 'utf8');

  expect(parse(text)).toMatchObject({ settings: { socket_mode_enabled: true } });
  expect(text.replaceAll(/^#.*$/gm, '')).not.toContain('http');
});

test('the one command lists every verb', () => {
  const [command] = slackManifest(null).features.slash_commands;

  expect(command?.command).toBe(ROOT_COMMAND);
  for (const verb of Object.keys(VERBS)) expect(command?.usage_hint).toMatch(new RegExp(`\\b${verb}\\b`));
});

test('with an address, everything Slack sends goes to its events path', () => {
  const manifest = slackManifest('https://orders.example.com/');
  const address = 'https://orders.example.com/slack/events';

  expect(manifest.settings.socket_mode_enabled).toBe(false);
  expect(manifest.features.slash_commands[0]).toMatchObject({ url: address });
  expect(manifest.settings.event_subscriptions).toMatchObject({ request_url: address });
  expect(manifest.settings.interactivity).toMatchObject({ request_url: address });
});

test('Slack takes it: its limits of names, and an event only with the right to it', () => {
  const { features, oauth_config, settings, display_information } = slackManifest(null);
  const needs: Readonly<Record<string, string>> = {
    app_mention: 'app_mentions:read',
    channel_archive: 'channels:read',
    channel_rename: 'channels:read',
    channel_unarchive: 'channels:read',
    group_archive: 'groups:read',
    group_rename: 'groups:read',
    group_unarchive: 'groups:read',
    member_joined_channel: 'channels:read',
    member_left_channel: 'channels:read',
    'message.channels': 'channels:history',
    'message.groups': 'groups:history',
    'message.im': 'im:history',
    user_change: 'users:read',
  };

  expect(display_information.name.length).toBeLessThanOrEqual(35);
  expect(display_information.description.length).toBeLessThanOrEqual(140);
  for (const { name } of features.shortcuts) expect(name.length).toBeLessThanOrEqual(24);
  expect(ROOT_COMMAND.length).toBeLessThanOrEqual(32);
  for (const event of settings.event_subscriptions.bot_events)
    expect(oauth_config.scopes.bot, event).toContain(needs[event] ?? 'chat:write');
  expect(parse(slackManifestText(null))).toEqual(slackManifest(null));
});
