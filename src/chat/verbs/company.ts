import { reviewRules } from '../../app/commands/review-setup.ts';
import { isSettingKey, SETTING_KEYS, type SettingKey } from '../../app/settings.ts';
import { type Delegation, hasAnyRight } from '../../domain/people.ts';
import type { Card } from '../card.ts';
import { adminsOnly } from '../forms/admins-only.ts';
import { NOTHING } from '../forms/definition.ts';
import { localInput } from '../forms/fields.ts';
import { openForm } from '../forms/open-form.ts';
import type { Reply } from '../interaction.ts';
import { act } from '../outcome.ts';
import { findWhen } from '../parse-when.ts';
import { soundsLike, soundsOf } from '../pinyin.ts';
import { readSetting } from '../setting-values.ts';
import { type Talk, text } from '../talk.ts';
import { drawChoiceList } from '../views/choice.ts';
import { clip } from '../views/parts.ts';
import { drawPeople, isStanding } from '../views/people.ts';
import { drawDidYouMean } from '../views/refusal.ts';
import { drawSettings } from '../views/settings.ts';
import { drawSetup } from '../views/setup-guide.ts';
import { runButton } from './help.ts';

/** `settings`: all of them. `settings confirm_hours`: its editor. `settings confirm_hours 2`: set at once. */
export async function settingsBy(talk: Talk, rest: string): Promise<Reply> {
  const said = rest.trim();
  if (said === '') {
    const [saved, inFile] = await talk.parts.store.transaction(
      async (tx) => [await tx.settings.saved(), await tx.settings.inFile()] as const,
    );
    return { kind: 'card', card: drawSettings({ settings: talk.settings, saved, inFile }, talk.voice) };
  }
  const refused = await adminsOnly(talk, 'settings');
  if (refused) return refused;
  const found = keySaid(talk, said);
  if (!found)
    return {
      kind: 'card',
      card: drawDidYouMean(
        text(talk, 'reply.unknown_setting', { typed: clip(said, 40) }),
        nearKeys(talk, said).map((key) => runButton(text(talk, `setting.${key}`), 'settings', key)),
        talk.voice,
      ),
    };
  if (found.rest === '') return openForm(talk, 'setting', { ...NOTHING, subject: found.key });
  const read = readSetting(talk, found.key, found.rest);
  if (!read.ok) return openForm(talk, 'setting', { ...NOTHING, subject: found.key, initial: { value: found.rest } });
  return act(talk, { command: 'settings', input: { key: found.key, value: read.value } });
}

/** The key, or the name of the setting as people read it, and the value after it. */
function keySaid(talk: Talk, said: string): { readonly key: SettingKey; readonly rest: string } | null {
  const [first = '', ...others] = said.split(/\s+/);
  const key = first.toLowerCase().replaceAll('-', '_');
  if (isSettingKey(key)) return { key, rest: others.join(' ').replace(/^(?:=|to|为|為)\s*/, '') };
  const plain = said.normalize('NFKC');
  for (const k of SETTING_KEYS) {
    const name = text(talk, `setting.${k}`).normalize('NFKC');
    // With or without the unit in brackets.
    for (const start of [name, name.replace(/\s*\([^)]*\)$/, '')]) {
      const isIt =
        plain.toLowerCase().startsWith(start.toLowerCase()) && /^(?:\s|=|:|$)/.test(plain.slice(start.length));
      if (isIt) return { key: k, rest: plain.slice(start.length).replace(/^\s*(?:=|:|to\b|为|為)?\s*/, '') };
    }
  }
  return null;
}

function nearKeys(talk: Talk, said: string): readonly SettingKey[] {
  const words = said
    .toLowerCase()
    .split(/[\s_-]+/)
    .filter((w) => w.length > 1);
  return SETTING_KEYS.filter((key) =>
    words.some((w) => key.includes(w) || text(talk, `setting.${key}`).toLowerCase().includes(w)),
  ).slice(0, 4);
}

/** `people`: who is who. `people add`, `people <name>`: the form of one person. */
export async function peopleBy(talk: Talk, rest: string): Promise<Reply> {
  const said = rest.trim();
  if (/^(?:add|new|新增|添加|加入|增加)\b/i.test(said))
    return openForm(talk, 'person', { ...NOTHING, initial: nameSaid(said) });
  const people = said === '' ? [] : await peopleNamed(talk, said);
  const [first, second] = people;
  if (first && !second) return openForm(talk, 'person', { ...NOTHING, subject: first.id });
  const rules = reviewRules(talk.settings);
  const card = drawPeople(
    {
      directory: talk.directory,
      now: talk.now,
      asked: [...new Set([...rules.always, ...rules.nonRegular, ...rules.finance])],
    },
    talk.voice,
  );
  return { kind: 'card', card: talk.person.isAdmin ? withEditing(talk, card) : card };
}

function nameSaid(said: string): Readonly<Record<string, string>> {
  const name = said.replace(/^\S+\s*/, '');
  return name === '' ? {} : { name: name.slice(0, 80) };
}

/** Admins change people from here. */
function withEditing(talk: Talk, card: Card): Card {
  return {
    ...card,
    blocks: [
      ...card.blocks,
      {
        kind: 'actions',
        items: [
          { kind: 'button', label: text(talk, 'form.person_add'), action: 'form.open', value: { form: 'person' } },
          {
            kind: 'button',
            label: text(talk, 'form.person_edit'),
            action: 'form.open',
            value: { form: 'pick_person' },
          },
        ],
      },
    ],
  };
}

/** People by name, pinyin or initials; an exact name alone. */
async function peopleNamed(talk: Talk, typed: string) {
  const wanted = typed
    .replace(/^[@＠]/, '')
    .trim()
    .toLowerCase();
  if (wanted === '') return [];
  const active = talk.directory.people.filter((p) => p.isActive);
  const exact = active.filter((p) => p.name.toLowerCase() === wanted);
  if (exact.length > 0) return exact;
  const sounds = await soundsOf(active.map((p) => p.name));
  return active.filter(
    (p, i) =>
      p.name.toLowerCase().includes(wanted) ||
      (/^[a-z' ]+$/.test(wanted) && sounds[i] !== undefined && soundsLike(sounds[i], wanted)),
  );
}

/** `delegate @name until Friday`, `委托 王伟 到周五`: the form with what was understood (XD-07). */
export async function delegateBy(talk: Talk, rest: string): Promise<Reply> {
  const mine = talk.directory.delegations.filter(
    (d) => d.revokedAt === null && d.endsAt > talk.now && (d.fromId === talk.person.id || talk.person.isAdmin),
  );
  if (rest.trim() === '' && mine.length > 0) return { kind: 'card', card: delegationsCard(talk, mine) };
  const { locale, timeZone } = talk.voice;
  const found =
    rest.trim() === '' ? null : findWhen(rest, { now: talk.now, timeZone, locale, calendar: talk.calendar });
  const said = (found ? `${rest.slice(0, found.from)} ${rest.slice(found.to)}` : rest)
    .replace(/^\s*(?:to|给|給|由)\s*/i, '')
    .replace(/\s*(?:until|till|through|到|至)\s*$/i, '')
    .trim();
  const people = said === '' ? [] : (await peopleNamed(talk, said)).filter((p) => p.id !== talk.person.id);
  const [only, second] = people;
  return openForm(talk, 'delegate', {
    ...NOTHING,
    initial: {
      ...(only && !second && { to: only.id }),
      ...(found?.when.ok && { until: localInput(found.when.at, timeZone) }),
    },
  });
}

/** Who stands in for whom, each with its end, and the way to another. */
function delegationsCard(talk: Talk, delegations: readonly Delegation[]): Card {
  const rows = delegations.map((d) => ({
    text: isStanding(d, talk.now)
      ? text(talk, 'reply.delegation_standing', {
          from: { person: d.fromId },
          to: { person: d.toId },
          since: { day: d.startsAt },
        })
      : text(talk, 'reply.delegation_row', {
          from: { person: d.fromId },
          to: { person: d.toId },
          since: { date: d.startsAt },
          until: { date: d.endsAt },
        }),
    button: {
      kind: 'button' as const,
      label: text(talk, 'reply.revoke'),
      action: 'delegation.revoke',
      value: { subject: d.id },
    },
  }));
  const card = drawChoiceList({ title: text(talk, 'reply.delegations') }, rows);
  return {
    ...card,
    blocks: [
      ...card.blocks,
      {
        kind: 'actions',
        items: [
          { kind: 'button', label: text(talk, 'form.delegate'), action: 'form.open', value: { form: 'delegate' } },
        ],
      },
    ],
  };
}

/** `setup <code>` makes the first admin; `setup` walks an admin through the rest; `setup channel` takes this channel (UO-32). */
export async function setupBy(talk: Talk, rest: string): Promise<Reply> {
  const said = rest.trim();
  const { firstAdmin } = talk.parts;
  const isByEmail = firstAdmin.email !== null && talk.person.email?.toLowerCase() === firstAdmin.email.toLowerCase();
  if (!talk.person.isAdmin && (isByEmail || firstAdmin.isCode(said))) {
    const { platform, tenant, userId } = talk.interaction.from;
    const outcome = await talk.parts.dispatch({
      id: talk.interaction.id,
      actorId: 'BOT',
      command: 'claim_admin',
      input: { name: talk.person.name, email: talk.person.email, account: { platform, tenant, userId } },
    });
    if (outcome.kind === 'done')
      return {
        kind: 'card',
        card: await setupCard(talk, text(talk, 'answer.admin_claimed', { person: talk.person.name })),
      };
  }
  if (!talk.person.isAdmin && /^\d{4,}$/.test(said) && !hasAnyRight(talk.actor, ['ADMIN']))
    return { kind: 'toast', tone: 'warning', text: text(talk, 'refusal.setup_code_wrong') };
  const refused = await adminsOnly(talk, 'setup_channel');
  if (refused) return refused;
  if (/^(?:channel|here|频道|頻道|群|本群)/iu.test(said)) return openForm(talk, 'setup_channel', NOTHING);
  return { kind: 'card', card: await setupCard(talk, null) };
}

/** What is set up and what is not, each with the button that does it. */
async function setupCard(talk: Talk, greeting: string | null): Promise<Card> {
  const rules = reviewRules(talk.settings);
  const asked = [...new Set([...rules.always, ...rules.nonRegular, 'SALES' as const])];
  const { platform, tenant } = talk.interaction.from;
  const [isSaved, main] = await talk.parts.store.transaction(
    async (tx) =>
      [
        (await tx.settings.saved()).has('confirm_hours') || (await tx.settings.inFile()).has('confirm_hours'),
        (await tx.rooms.of(null)).find((r) => r.kind === 'main' && r.platform === platform && r.tenant === tenant) ??
          null,
      ] as const,
  );
  return drawSetup(
    {
      greeting,
      headless: asked.filter((d) => talk.directory.headsOf(d).length === 0),
      peopleCount: talk.directory.people.filter((p) => p.isActive).length,
      mainRoom: main?.name ?? null,
      confirmHours: isSaved ? talk.settings.confirm_hours : null,
      canBindHere: talk.interaction.chat !== null && !talk.interaction.isDirect && talk.roomOrderId === null,
    },
    talk.voice,
  );
}
