import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ListedDelegate, ListedPerson } from '../../src/app/commands/sync-people.ts';
import { createDemoRig, type DemoRig } from '../support/demo-rig.ts';

let rig: DemoRig;
let runs = 0;

beforeEach(async () => {
  rig = await createDemoRig();
});

afterEach(() => rig.close());

const LIN: ListedPerson = {
  name: '林悦',
  email: 'lin@x.example',
  isAdmin: true,
  roles: [{ role: 'SALES', isHead: true }],
};
const CHEN: ListedPerson = { name: '陈芳', email: 'chen@x.example', roles: [{ role: 'PROC', isHead: true }] };
const LUO: ListedPerson = { name: '罗斌', email: 'luo@x.example', roles: [{ role: 'PROC', isHead: false }] };

async function sync(people: readonly ListedPerson[], delegates: readonly ListedDelegate[] = []): Promise<void> {
  runs += 1;
  const outcome = await rig.dispatch({
    id: `sync-${runs}`,
    actorId: 'BOT',
    command: 'sync_people',
    input: { people, delegates },
  });
  expect(outcome.kind).toBe('done');
}

function directory() {
  return rig.store.transaction((tx) => tx.directory.read());
}

async function personBy(email: string) {
  return (await directory()).people.find((p) => p.email === email);
}

async function logLength(): Promise<number> {
  return (await rig.store.log.head('company'))?.count ?? 0;
}

test('people of a list are created once; the same list again changes nothing and leaves no line in the log', async () => {
  await sync([LIN, CHEN, LUO], [{ from: 'chen@x.example', to: '罗斌' }]);
  const [people, length] = [(await directory()).people, await logLength()];

  await sync([LIN, CHEN, LUO], [{ from: 'chen@x.example', to: '罗斌' }]);
  expect((await directory()).people).toEqual(people);
  expect([length, await logLength()]).toEqual([4, 4]);
});

test('the list wins for what it states and leaves the rest as the chat has it', async () => {
  await sync([LIN, CHEN]);
  const admin = (await personBy('lin@x.example'))?.id ?? '';
  const chen = await personBy('chen@x.example');
  await rig.dispatch({
    id: 'chat',
    actorId: admin,
    command: 'people',
    input: {
      id: chen?.id,
      name: '陈芳',
      email: 'chen@x.example',
      locale: 'en',
      roles: [{ role: 'WH', isHead: true }],
      isAdmin: true,
    },
  });

  await sync([{ name: '陈小芳', email: 'Chen@x.example' }]);
  expect(await personBy('Chen@x.example')).toMatchObject({
    id: chen?.id,
    name: '陈小芳',
    locale: 'en',
    isAdmin: true,
    memberships: [{ role: 'WH', isHead: true }],
  });

  await sync([{ ...CHEN, isAdmin: false }]);
  expect(await personBy('chen@x.example')).toMatchObject({
    isAdmin: false,
    memberships: [{ role: 'PROC', isHead: true }],
  });
});

test('a list cannot take away the last admin', async () => {
  await sync([LIN]);
  await sync([{ ...LIN, isAdmin: false }]);

  expect((await personBy('lin@x.example'))?.isAdmin).toBe(true);
});

test('XD-07 a standing delegate decides for the head until the list no longer says so', async () => {
  const inForce = async () => (await directory()).delegations.filter((d) => d.revokedAt === null).length;
  await sync([LIN, CHEN, LUO], [{ from: 'chen@x.example', to: 'luo@x.example' }]);
  expect(await inForce()).toBe(1);

  await sync([LIN, CHEN, LUO]);
  expect(await inForce()).toBe(0);

  await sync([LIN, CHEN, LUO], [{ from: 'chen@x.example', to: 'luo@x.example' }]);
  expect(await inForce()).toBe(1);
});

test('XD-01 nobody but the bot brings a list in', async () => {
  await sync([LIN]);
  const actorId = (await personBy('lin@x.example'))?.id ?? '';

  expect(
    await rig.dispatch({ id: 'forged', actorId, command: 'sync_people', input: { people: [CHEN] } }),
  ).toMatchObject({ kind: 'refused', refusal: { code: 'not_yours' } });
});
