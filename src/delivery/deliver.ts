import { createHash } from 'node:crypto';
import type { Delivery, ViewName } from '../app/delivery.ts';
import { type Directory, directoryOf } from '../app/directory.ts';
import type { Dispatch } from '../app/dispatch.ts';
import type { TakenJob } from '../app/jobs.ts';
import type { Clock, Ids, Store } from '../app/ports.ts';
import type { PostRow, RoomRow } from '../app/rows.ts';
import type { Settings } from '../app/settings.ts';
import { type ChatAdapter, DeliveryError } from '../chat/adapter.ts';
import type { DrawCard } from '../chat/card.ts';
import { drawPost } from '../chat/draw-post.ts';
import type { ChatRef, MessageRef, Platform } from '../chat/interaction.ts';
import { ENDED_STATES, type Order } from '../domain/order.ts';
import { isLocale, type Locale } from '../i18n/locale.ts';
import { say } from '../i18n/translate.ts';
import { membersOf } from './members.ts';

export interface DeliveryParts {
  readonly store: Store;
  readonly dispatch: Dispatch;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly adapter: (platform: string) => ChatAdapter | null;
}

/** Cards that wait for the person they are sent to. */
const ASKS: readonly ViewName[] = [
  'intake.check',
  'confirm.ask',
  'returned.fix',
  'review.task',
  'review.question',
  'exec.request',
  'status.request',
];

interface World {
  readonly directory: Directory;
  readonly settings: Settings;
}

/**
 * Delivers one announcement: draws it now, from the newest state, in the language of where it goes. Repeating it is
 * harmless: a card that stands is redrawn, one that would look the same is left alone.
 *
 * @throws {DeliveryError} what the worker retries, parks or drops.
 */
export async function deliver(parts: DeliveryParts, job: TakenJob, delivery: Delivery): Promise<void> {
  const world = await worldOf(parts);
  switch (delivery.kind) {
    case 'show':
    case 'redraw': {
      const room = await openedRoom(parts, world, delivery.room);
      if (room)
        await showIn(parts, world, room, delivery.view, delivery.subject, delivery.order, {
          job,
          onlyRedraw: delivery.kind === 'redraw',
          ...(delivery.kind === 'show' && { mention: delivery.mention ?? [], pin: delivery.pin === true }),
        });
      return;
    }
    case 'direct':
    case 'redraw_direct': {
      const room = await directRoom(parts, world, delivery.person, delivery.kind === 'direct');
      // What asks somebody to act is not lost in silence (XD-10): parked, it is listed by `doctor` until they have an account.
      if (!room && delivery.kind === 'direct' && ASKS.includes(delivery.view))
        throw new DeliveryError(`${delivery.person} has no account on a platform in use`, 'never');
      if (room)
        await showIn(parts, world, room, delivery.view, delivery.subject, delivery.order, {
          job,
          onlyRedraw: delivery.kind === 'redraw_direct',
        });
      return;
    }
    case 'sheet': {
      const room = await directRoom(parts, world, delivery.person, true);
      if (!room) return;
      await showIn(parts, world, room, 'order.sheet', delivery.order, delivery.order, { job, onlyRedraw: false });
      await parts.dispatch({
        id: `sheet:${delivery.order}:${delivery.department}`,
        actorId: 'BOT',
        command: 'sheet_delivered',
        orderId: delivery.order,
        input: { department: delivery.department, platform: room.platform },
      });
      return;
    }
    case 'open_room':
      await openedRoom(parts, world, delivery.room);
      return;
    case 'sync_room':
      await syncRoom(parts, world, delivery.room, delivery.order);
      return;
    case 'close_room':
      await closeRoom(parts, delivery.room, delivery.order);
  }
}

async function worldOf(parts: DeliveryParts): Promise<World> {
  return parts.store.transaction(async (tx) => ({
    directory: directoryOf(await tx.directory.read()),
    settings: await tx.settings.read(),
  }));
}

function adapterFor(parts: DeliveryParts, platform: string): ChatAdapter {
  const adapter = parts.adapter(platform);
  if (!adapter) throw new DeliveryError(`no adapter for ${platform}`, 'never');
  return adapter;
}

function chatOf(room: RoomRow): ChatRef {
  return { platform: room.platform as Platform, tenant: room.tenant, chatId: room.chatId ?? '' };
}

function localeOf(room: RoomRow, world: World): Locale {
  return isLocale(room.locale) ? room.locale : world.settings.locale;
}

/** The room, created on its platform at first need; null when it is gone. */
async function openedRoom(parts: DeliveryParts, world: World, id: string): Promise<RoomRow | null> {
  const room = await parts.store.transaction((tx) => tx.rooms.load(id));
  if (!room || room.closedAt !== null) return null;
  if (room.chatId !== null || room.kind !== 'order') return room;
  const adapter = adapterFor(parts, room.platform);
  const locale = localeOf(room, world);
  const chat = await adapter.createRoom({
    name: room.name,
    topic: '',
    isPrivate: room.isPrivate,
    locale,
    dedupeKey: room.id,
  });
  const opened: RoomRow = { ...room, chatId: chat.chatId };
  await parts.store.transaction((tx) => tx.rooms.save(opened, parts.clock.now()));
  return opened;
}

/** A person's own chat with the bot, on the platform where they have an account; null when they have none. */
async function directRoom(
  parts: DeliveryParts,
  world: World,
  personId: string,
  mayOpen: boolean,
): Promise<RoomRow | null> {
  const account = world.directory.accountsOf(personId).find((a) => parts.adapter(a.platform) !== null);
  if (!account) return null;
  const id = `direct:${account.platform}:${account.tenant}:${account.userId}`;
  const known = await parts.store.transaction((tx) => tx.rooms.load(id));
  if (known) return known;
  if (!mayOpen) return null;
  const chat = await adapterFor(parts, account.platform).openDirect(account.userId);
  const person = world.directory.person(personId);
  const room: RoomRow = {
    id,
    platform: account.platform,
    tenant: account.tenant,
    chatId: chat.chatId,
    kind: 'direct',
    orderId: null,
    personId,
    name: person?.name ?? '',
    isPrivate: true,
    locale: person?.locale ?? null,
    closedAt: null,
  };
  await parts.store.transaction((tx) => tx.rooms.save(room, parts.clock.now()));
  return room;
}

interface ShowOptions {
  readonly job: TakenJob;
  readonly onlyRedraw: boolean;
  readonly mention?: readonly string[];
  readonly pin?: boolean;
}

async function showIn(
  parts: DeliveryParts,
  world: World,
  room: RoomRow,
  view: ViewName,
  subject: string,
  orderId: string | null,
  options: ShowOptions,
): Promise<void> {
  const posted =
    (await parts.store.transaction((tx) => tx.posts.of(view, subject))).find((p) => p.roomId === room.id) ?? null;
  if (!posted && options.onlyRedraw) return;
  const draw = await drawPost(parts.store, view, subject, orderId, world.directory, world.settings.time_zone);
  if (!draw) return;
  const adapter = adapterFor(parts, room.platform);
  const locale = localeOf(room, world);
  const drawn = fingerprint(draw, adapter.capabilities.clientLocale ? ['zh-CN', 'zh-TW', 'en'] : [locale]);
  if (posted && posted.drawn === drawn) {
    // Posted by an attempt that ended before the pin.
    if (options.pin && adapter.capabilities.pin) await adapter.pin({ ...chatOf(room), messageId: posted.messageId });
    return;
  }
  const outgoing = { draw, locale, dedupeKey: `${room.id}:${view}:${subject}` };
  const isExpired =
    posted !== null &&
    adapter.capabilities.editWindowMs !== null &&
    parts.clock.now() - posted.sentAt >= adapter.capabilities.editWindowMs;
  if (posted && !isExpired) {
    try {
      await adapter.update({ ...chatOf(room), messageId: posted.messageId }, outgoing);
      await remember(parts, { ...posted, drawn });
      return;
    } catch (error) {
      // The platform no longer lets this message be changed (or it was deleted): the card is issued anew.
      if (!(error instanceof DeliveryError) || (error.retry !== 'expired' && error.retry !== 'gone')) throw error;
    }
  }
  const mention = (options.mention ?? []).flatMap((id) =>
    world.directory
      .accountsOf(id)
      .filter((a) => a.platform === room.platform && a.tenant === room.tenant)
      .map((a) => a.userId),
  );
  const fresh = posted ? { ...outgoing, dedupeKey: `${outgoing.dedupeKey}:${posted.messageId}` } : outgoing;
  const sent = await adapter.post(chatOf(room), { ...fresh, ...(mention.length > 0 && { mention }) });
  await remember(parts, {
    id: posted?.id ?? parts.ids.next(),
    roomId: room.id,
    orderId,
    view,
    subjectId: subject,
    messageId: sent.messageId,
    drawn,
    sentAt: parts.clock.now(),
    closedAt: null,
  });
  if (options.pin && adapter.capabilities.pin) await adapter.pin(sent satisfies MessageRef);
  // Reminders are redrawn where they stand; what was settled while this one was on its way did not find it there yet.
  if (view === 'obligation.reminder' && !options.onlyRedraw)
    await showIn(parts, world, room, view, subject, orderId, { job: options.job, onlyRedraw: true });
}

async function remember(parts: DeliveryParts, post: PostRow): Promise<void> {
  await parts.store.transaction((tx) => tx.posts.save(post));
}

/** What was drawn, buttons and the version they carry included: the same again is not sent. */
function fingerprint(draw: DrawCard, locales: readonly Locale[]): string {
  const cards = locales.map((locale) => draw(locale));
  return createHash('sha256').update(JSON.stringify(cards)).digest('hex').slice(0, 32);
}

/** Members by rule: who is on the order is in its room, and the topic says how it stands (UO-10, EX-32). */
async function syncRoom(parts: DeliveryParts, world: World, roomId: string, orderId: string): Promise<void> {
  const room = await openedRoom(parts, world, roomId);
  const order = await loadOrder(parts, orderId);
  if (!room || !order) return;
  const adapter = adapterFor(parts, room.platform);
  const accounts = membersOf(order, world.directory, world.settings, parts.clock.now()).flatMap((p) =>
    world.directory.accountsOf(p.id).filter((a) => a.platform === room.platform && a.tenant === room.tenant),
  );
  await adapter.invite(
    chatOf(room),
    accounts.map((a) => a.userId),
  );
  if (adapter.capabilities.topic) {
    const voice = { locale: localeOf(room, world), timeZone: world.settings.time_zone, nameOf: world.directory.nameOf };
    await adapter.setTopic(
      chatOf(room),
      say(voice, 'room.topic', {
        order: order.number ?? order.draftNo,
        state: { term: `state.${order.state}` },
        due: { date: order.committed ?? order.facts.requiredBy },
      }),
    );
  }
}

async function closeRoom(parts: DeliveryParts, roomId: string, orderId: string): Promise<void> {
  const room = await parts.store.transaction((tx) => tx.rooms.load(roomId));
  const order = await loadOrder(parts, orderId);
  if (!room?.chatId || !order || !ENDED_STATES.includes(order.state)) return;
  const adapter = adapterFor(parts, room.platform);
  if (adapter.capabilities.archive) await adapter.archiveRoom(chatOf(room));
  await parts.store.transaction((tx) => tx.rooms.save({ ...room, closedAt: parts.clock.now() }, parts.clock.now()));
}

async function loadOrder(parts: DeliveryParts, id: string): Promise<Order | null> {
  return parts.store.transaction((tx) => tx.orders.load(id));
}
