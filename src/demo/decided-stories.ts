import { confirmed, filed, hours, newOrder, type Story, step, YES } from './story.ts';

/** Round one failed, the customer took another date, round two passed. */
export const acceptedInRoundTwo: Story = [
  newOrder(
    hours(50),
    'lin-yue',
    filed({
      customer: 'ACME Robotics GmbH',
      product: 'Gearbox housing',
      model: 'GH-40 rev. C',
      quantity: 150,
      unit: 'pcs',
      days: 9,
      place: 'Shanghai Pudong airport, cargo terminal',
      reasonCategory: 'line_down',
      reason: 'Their assembly line in Stuttgart stops on Friday',
      source: 'email',
      region: 'Europe',
      amountMinor: 4_800_000,
      currency: 'EUR',
    }),
    'Ms Weber, purchasing@acme.example',
  ),
  step(
    hours(49),
    'lin-yue',
    'confirm',
    confirmed('Ms Weber', 'email', 'Customer’s email with the signed drawing', {
      place: 'Shanghai Pudong airport, cargo terminal 2',
    }),
  ),
  YES.TECH(hours(48)),
  YES.PROC(hours(47.5)),
  YES.LOGI(hours(47)),
  step(hours(46.6), 'zhou-jianguo', 'reject', ({ inDays }) => ({
    department: 'PROD',
    reason: '五轴机床本周已排满，要等在制批次下线',
    earliest: inDays(11),
    answers: { process: '可行', capacity: '本周排不下，下周二起可排', materials: '齐套' },
  })),
  YES.PLANNER(hours(46)),
  step(hours(45.5), 'zhou-jianguo', 'propose', ({ inDays }) => ({
    type: 'shift_date',
    newDate: inDays(11),
    extraCost: null,
    explanation: '下周二上机，空运可在客户停线前送到第一批',
  })),
  step(hours(44), 'lin-yue', 'agree', ({ order }) => ({
    optionId: order?.negotiation.options[0]?.id ?? '',
    evidence: 'Ms Weber agreed by email to the later date',
  })),
  YES.PROD(hours(43.5), '5 天'),
  YES.TECH(hours(43)),
  YES.PROC(hours(42.5)),
  YES.LOGI(hours(42)),
  YES.PLANNER(hours(41.5)),
];

/** Passed at the first go, with a condition that sales could clear. */
export const accepted: Story = [
  newOrder(
    hours(27),
    'he-yutong',
    filed({
      customer: '深圳讯达电子',
      product: '铝合金散热片',
      model: 'SR-6063-120',
      quantity: 1000,
      unit: '片',
      days: 3,
      place: '深圳宝安讯达一厂',
      reasonCategory: 'replacement',
      reason: '客户库存盘亏，补货顶线',
      source: 'online_platform',
      amountMinor: 2_800_000,
    }),
    '邓工 13800000016',
  ),
  step(hours(26.4), 'he-yutong', 'confirm', confirmed('邓工', 'message', '平台订单截图')),
  YES.PROD(hours(25.8), '2 天'),
  step(hours(25.5), 'wu-qiang', 'approve_with_conditions', {
    department: 'LOGI',
    answers: { transport: '空运次日达' },
    conditions: [{ kind: 'cost', text: '空运费由客户承担' }],
  }),
  YES.TECH(hours(25.3)),
  step(hours(25), 'wu-qiang', 'clear_condition', { department: 'LOGI' }),
  YES.PROC(hours(24.6), 'luo-bin'),
  YES.PLANNER(hours(24.2)),
];

/** The customer took none of the options, and leadership gave it up. */
export const abandoned: Story = [
  newOrder(
    hours(33),
    'he-yutong',
    filed({
      customer: '佛山顺德佳美电器',
      product: '冲压外壳',
      model: 'JM-K2',
      quantity: 3000,
      days: 2,
      place: '佛山顺德佳美仓库',
      reasonCategory: 'other',
      reason: '客户临时追加促销订单',
      basis: 'internal_judgement',
      justification: '老客户旺季首单，影响全年框架',
      amountMinor: 6_900_000,
    }),
    '何经理 13800000019',
  ),
  step(hours(32.2), 'he-yutong', 'confirm', confirmed('何经理', 'message', '微信聊天截图')),
  step(hours(31.6), 'zhou-jianguo', 'reject', {
    department: 'PROD',
    isImpossible: true,
    reason: '模具在客户另一家工厂，两天内调不回来',
    answers: { process: '不可行，没有模具' },
  }),
  step(hours(31), 'lin-yue', 'close_round'),
  step(hours(30.4), 'lin-yue', 'propose', ({ inDays }) => ({
    type: 'shift_date',
    newDate: inDays(9),
    extraCost: 260_000,
    explanation: '模具调回后加班生产，9 天可交',
  })),
  step(hours(29.5), 'he-yutong', 'refuse_terms', { reason: '客户促销只到本周末，晚了不要' }),
  step(hours(28.4), 'wang-haitao', 'abandon', { reason: '模具不在厂内，客户交期无法满足，不承诺做不到的事' }),
];
