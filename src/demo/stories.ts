import { confirmed, filed, hours, minutes, newOrder, type Story, step, YES } from './story.ts';

/** Just filed: the customer's confirmation is due. */
const identified: Story = [
  newOrder(
    minutes(35),
    'lin-yue',
    filed({
      customer: '苏州恒力自动化',
      product: '伺服电机端盖',
      model: 'SM-80-02',
      quantity: 200,
      days: 4,
      place: '苏州工业园区 3 号仓',
      reasonCategory: 'line_down',
      reason: '客户装配线缺端盖，周五起停线',
      technical: '端面跳动 0.02 以内',
      amountMinor: 8_600_000,
      paymentTerms: '月结 30 天',
    }),
    '李工 13800000011',
  ),
];

/** Sent back by the coordinator: sales has to complete it. */
const returned: Story = [
  newOrder(
    minutes(70),
    'he-yutong',
    filed({
      customer: '合肥联科电子',
      product: '铝型材机箱',
      model: 'LK-4U',
      quantity: 60,
      unit: '台',
      days: 6,
      place: '合肥',
      reasonCategory: 'event_date',
      reason: '月底展会样机，晚到就赶不上布展',
      source: 'email',
      amountMinor: 5_400_000,
    }),
    '周经理 13800000012',
  ),
  step(minutes(45), 'xu-jing', 'return', {
    faults: '1. 交货地点只写了城市，请补充收货仓库和联系人\n2. 图纸版本号没有写，技术无法核对',
  }),
];

/** Two departments have answered, three are still asked. */
const inReview: Story = [
  newOrder(
    hours(3.2),
    'lin-yue',
    filed({
      customer: '无锡恒鼎机械',
      product: 'M6 不锈钢支架',
      model: 'ZJ-M6-304',
      quantity: 500,
      days: 3,
      place: '无锡新吴区恒鼎二厂',
      reasonCategory: 'replacement',
      reason: '上批支架运输受损，客户现场等着更换',
      quality: '304 不锈钢，盐雾 48 小时',
      amountMinor: 3_250_000,
      externalNo: 'HD-20871',
    }),
    '钱主任 13800000013',
  ),
  step(hours(2.6), 'lin-yue', 'confirm', confirmed('钱主任', 'phone', '电话确认，聊天记录已存')),
  YES.PROD(hours(1.8)),
  YES.TECH(hours(1.1)),
];

/** Purchasing said no and from when it would work; two ways out are on the table. */
const negotiating: Story = [
  newOrder(
    hours(6),
    'he-yutong',
    filed({
      customer: '宁波海川泵业',
      product: '铸铝泵壳',
      model: 'ZL-125',
      quantity: 120,
      days: 4,
      place: '宁波北仑海川泵业',
      reasonCategory: 'penalty_clause',
      reason: '客户出口船期已订，晚一天赔 1%',
      technical: '耐压 1.6 MPa',
      amountMinor: 15_600_000,
      paymentTerms: '预付 30%',
    }),
    '孙小姐 13800000014',
  ),
  step(hours(5.2), 'he-yutong', 'confirm', confirmed('孙小姐', 'email', '客户邮件确认，船期单已附')),
  YES.PROD(hours(4.6), '4 天，需要外协喷涂'),
  YES.LOGI(hours(4.3)),
  YES.TECH(hours(4)),
  step(hours(3.1), 'chen-fang', 'reject', ({ inDays }) => ({
    department: 'PROC',
    reason: 'ADC12 铝锭现货不足，供应商最快 5 天后到 2 吨',
    earliest: inDays(7),
    answers: { lead_time: '不满足，主材要等 5 天', key_material: 'ADC12 铝锭，5 天后到厂' },
    risks: [{ category: 'supply', likelihood: 4, impact: 4, response: '同时询两家备用供应商' }],
  })),
  YES.PLANNER(hours(2.4)),
  step(hours(1.7), 'zhou-jianguo', 'propose', ({ inDays }) => ({
    type: 'partial_delivery',
    newDate: inDays(7),
    extraCost: 120_000,
    explanation: '库存料先做 50 件按期发，其余 70 件料到后补发',
  })),
  step(hours(1.2), 'chen-fang', 'propose', ({ inDays }) => ({
    type: 'substitute_material',
    newDate: inDays(5),
    extraCost: 380_000,
    explanation: '改用 A380 现货，性能相当，需客户书面同意',
  })),
];

/** Every department agrees; the customer is important, so leadership signs. */
const awaitingExec: Story = [
  newOrder(
    hours(7.5),
    'lin-yue',
    filed({
      customer: '华东电力装备集团',
      product: '高压开关柜铜排组件',
      model: 'TP-40.5',
      quantity: 80,
      unit: '套',
      days: 8,
      place: '南京江宁变电站项目部',
      reasonCategory: 'key_project',
      reason: '电网保供项目，现场等件投运',
      quality: '镀银层 8 μm 以上，逐件测电阻',
      traits: ['important_customer'],
      amountMinor: 96_000_000,
      paymentTerms: '货到 60 天',
    }),
    '陈主任 13800000015',
  ),
  step(hours(6.8), 'lin-yue', 'confirm', confirmed('陈主任', 'signed', '客户盖章确认函')),
  YES.PROD(hours(6), '6 天，两班连续'),
  YES.PROC(hours(5.5), 'luo-bin'),
  YES.TECH(hours(5.2)),
  YES.LOGI(hours(4.9)),
  step(hours(4.2), 'zheng-li', 'approve', { department: 'FIN', answers: { terms: '可以接受，账期在授信额度内' } }),
  YES.PLANNER(hours(2.6)),
];

/** Round one failed, the customer took another date, round two passed. */
const acceptedInRoundTwo: Story = [
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
const accepted: Story = [
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

/** Leadership has stopped our own clocks; the customer's date runs on. */
const onHold: Story = [
  newOrder(
    hours(5.5),
    'lin-yue',
    filed({
      customer: '上海申迅轨道交通',
      product: '车门导轨总成',
      model: 'DG-1200A',
      quantity: 40,
      unit: '套',
      days: 10,
      place: '上海宝山车辆段',
      reasonCategory: 'replacement',
      reason: '在役车辆更换件，检修窗口只有一周',
      quality: '首件须客户驻厂代表签字',
      technical: '表面硬质阳极氧化',
      traits: ['special_process'],
      amountMinor: 22_400_000,
    }),
    '顾工 13800000017',
  ),
  step(hours(4.8), 'lin-yue', 'confirm', confirmed('顾工', 'meeting', '会议纪要已签字')),
  YES.QA(hours(4.3)),
  step(hours(3.5), 'wang-haitao', 'hold', { reason: '客户总部在改图，新版图纸确认后再继续' }),
];

/** From Taiwan: sales waits for the customer's answer. */
const waitingForCustomer: Story = [
  newOrder(
    minutes(85),
    'he-yutong',
    filed({
      customer: '台灣精密科技股份有限公司',
      product: '光學平台底座',
      model: 'OB-600',
      quantity: 24,
      unit: '組',
      days: 7,
      place: '桃園市龜山區廠務倉',
      reasonCategory: 'event_date',
      reason: '新機發表會要用，客戶希望提前一週交貨',
      source: 'partner',
      region: '台灣',
      amountMinor: 9_800_000,
    }),
    '林先生 0900-000-018',
  ),
  step(minutes(50), 'he-yutong', 'wait', { reason: '包裝方式與收貨時段' }),
];

/** The customer took none of the options, and leadership gave it up. */
const abandoned: Story = [
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

/** The orders of the demo company, one per state a newcomer should see. */
export const DEMO_STORIES: readonly Story[] = [
  acceptedInRoundTwo,
  abandoned,
  accepted,
  awaitingExec,
  negotiating,
  onHold,
  inReview,
  waitingForCustomer,
  returned,
  identified,
];
