import type { RequirementGroup } from './requirement.ts';

// biome-ignore format: a table reads better with one row per line
export const crossCutting: RequirementGroup = {
  prefix: 'XD',
  title: 'What cuts across everything (derived)',
  rows: [
    ['XD-01', 'core', 'first', 'derived: duties are exclusive', 'Every click is checked on the server for role, order and state; whoever may not is told privately who may'],
    ['XD-02', 'core', 'first', 'derived: platforms repeat', 'The same click or delivery twice has one effect and gets the same answer'],
    ['XD-03', 'core', 'first', '000 §二(三); 003-B 二3', 'An append-only log keeps who, when, before and after; tampering shows'],
    ['XD-04', 'core', 'first', 'derived: parallel review', 'Two people acting at the same instant never lose an answer'],
    ['XD-05', 'core', 'first', 'derived: limits', 'Timers survive a restart; what fell due meanwhile fires once'],
    ['XD-06', 'core', 'first', 'derived: working days', 'Factory calendar, time zone and quiet hours govern reminders; critical problems break the silence'],
    ['XD-07', 'core', 'first', 'derived: absence', 'A head can name a delegate for a period; decisions of the delegate say so'],
    ['XD-08', 'core', 'platforms', 'derived: two platforms', 'Slack, Lark and the playground do the same through one interface, shown by one contract suite'],
    ['XD-09', 'important', 'first', 'derived: readers', 'All texts exist in Simplified Chinese, Traditional Chinese and English'],
    ['XD-10', 'core', 'first', '002 §三(一)2', 'A department or person that cannot be reached is visibly replaced or reported, never dropped'],
    ['XD-11', 'important', 'first', 'derived: alert fatigue', 'Messages to a person are bundled, and an obligation reminds at most once per interval'],
    ['XD-12', 'important', 'week', '004-V, 004-W', 'Orders, KPIs and log can be exported'],
    ['XD-13', 'core', 'first', 'derived: short orders', 'A look-ahead reminder that would lie in the past comes at once instead of never'],
    ['XD-14', 'core', 'week', 'derived: trust', 'Every KPI can be recomputed from the log alone'],
    ['XD-15', 'core', 'first', 'derived: settings', 'Limits are versioned settings per order type and priority; a change governs new timers only'],
    ['XD-16', 'important', 'first', 'derived: stuck orders', 'An administrator can force a state with a reason; the log and the digest show it, and quality guards still hold'],
    ['XD-17', 'core', 'first', '004-L 3.3', 'An order is normal or confidential, and so is its channel'],
    ['XD-18', 'core', 'week', 'derived: schedule', 'A digest is never sent twice; a late one keeps its own week'],
    ['XD-19', 'core', 'first', '004-L 3.3', 'Contact data is masked in shared posts and kept no longer than needed'],
    ['XD-20', 'important', 'first', 'derived: archive', 'Attachments are kept by reference and open only for people who may see the order'],
  ],
};
