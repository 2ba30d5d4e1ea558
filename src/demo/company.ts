import type { ListedDelegate, ListedPerson } from '../app/commands/sync-people.ts';
import type { SettingKey, Settings } from '../app/settings.ts';
import type { Role } from '../domain/people.ts';

/** Somebody of the demo company; `id` is who they are in the playground's address bar and in the stories. */
interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly { readonly role: Role; readonly isHead: boolean }[];
  readonly isAdmin?: true;
}

function head(...roles: readonly Role[]): DemoPerson['roles'] {
  return roles.map((role) => ({ role, isHead: true }));
}

function member(...roles: readonly Role[]): DemoPerson['roles'] {
  return roles.map((role) => ({ role, isHead: false }));
}

/**
 * The thirteen people of the demo company, the eight main ones first (the order of the playground's list). The planner is
 * coordinator and admin too: in the policy that is the office which keeps the rules, and none of the deciding parts.
 */
export const DEMO_PEOPLE = [
  { id: 'lin-yue', name: '林悦', roles: head('SALES') },
  { id: 'zhou-jianguo', name: '周建国', roles: head('PROD') },
  { id: 'chen-fang', name: '陈芳', roles: head('PROC') },
  { id: 'zhao-min', name: '赵敏', roles: head('QA') },
  { id: 'sun-zhiyuan', name: '孙志远', roles: head('TECH') },
  { id: 'wu-qiang', name: '吴强', roles: head('LOGI') },
  { id: 'zheng-li', name: '郑丽', roles: head('FIN') },
  { id: 'wang-haitao', name: '王海涛', roles: member('EXEC_GM') },
  { id: 'he-yutong', name: '何雨桐', roles: member('SALES') },
  { id: 'xu-jing', name: '徐静', roles: [...head('PLANNER'), ...member('COORDINATOR')], isAdmin: true },
  { id: 'ma-chao', name: '马超', roles: head('WH') },
  { id: 'huang-ting', name: '黄婷', roles: head('SERVICE') },
  { id: 'luo-bin', name: '罗斌', roles: member('PROC') },
] as const satisfies readonly DemoPerson[];

export type DemoPersonId = (typeof DEMO_PEOPLE)[number]['id'];

export const DEMO_ADMIN: DemoPersonId = 'xu-jing';

/** The people as the directory takes them, each with an account on the platform that shows them. */
export function listDemoPeople(account: { readonly platform: 'web'; readonly tenant: string }): ListedPerson[] {
  return DEMO_PEOPLE.map((p) => ({
    name: p.name,
    email: `${p.id}@huasheng.example`,
    isAdmin: 'isAdmin' in p,
    roles: [...p.roles],
    accounts: [{ ...account, userId: p.id }],
  }));
}

/** The purchasing head travels a lot: her deputy decides for her at any time (XD-07). */
export const DEMO_DELEGATES: readonly ListedDelegate[] = [
  { from: 'chen-fang@huasheng.example', to: 'luo-bin@huasheng.example', reason: '陈芳出差期间由罗斌代为评审' },
];

/** What an admin has saved: everything else stands at its default. */
export const DEMO_SETTINGS: readonly { readonly key: SettingKey; readonly value: Settings[SettingKey] }[] = [
  { key: 'company_name', value: '华晟精工' },
  { key: 'confirm_hours', value: 2 },
  { key: 'important_amount', value: 80_000_000 },
  { key: 'important_customers', value: ['华东电力装备集团'] },
];

export const DEMO_MAIN_ROOM = '急单总群';
