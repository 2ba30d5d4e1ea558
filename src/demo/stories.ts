import { abandoned, accepted, acceptedInRoundTwo } from './decided-stories.ts';
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
