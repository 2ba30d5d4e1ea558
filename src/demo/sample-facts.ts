import type { FactsInput } from '../app/commands/facts.ts';
import { DAY } from '../domain/instant.ts';
import { REASON_CATEGORIES, SOURCES } from '../domain/order.ts';
import type { Random } from './random.ts';

const PLACES = [
  '苏州',
  '无锡',
  '常州',
  '宁波',
  '杭州',
  '上海',
  '合肥',
  '佛山',
  '东莞',
  '深圳',
  '青岛',
  '重庆',
  '成都',
  '武汉',
  '西安',
  '天津',
] as const;
const NAMES = [
  '恒力',
  '海川',
  '联科',
  '讯达',
  '佳美',
  '申迅',
  '鼎丰',
  '瑞安',
  '博远',
  '金石',
  '华信',
  '中科',
  '天工',
  '永固',
  '新锐',
  '宏图',
] as const;
const TRADES = [
  '自动化',
  '机械',
  '电子',
  '泵业',
  '电器',
  '轨道交通',
  '新能源',
  '医疗器械',
  '包装设备',
  '精密',
] as const;
const ABROAD = [
  'ACME Robotics GmbH',
  'Nordwerk AB',
  'Kestrel Aerospace Ltd',
  '台灣精密科技股份有限公司',
  '東和電機股份有限公司',
  'Hanil Motors Co.',
] as const;
const PRODUCTS = [
  ['M6 不锈钢支架', 'ZJ-M6', '件', 4_500],
  ['伺服电机端盖', 'SM-80', '件', 38_000],
  ['铸铝泵壳', 'ZL-125', '件', 120_000],
  ['铝合金散热片', 'SR-6063', '片', 2_600],
  ['铜排组件', 'TP-40', '套', 900_000],
  ['齿轮箱壳体', 'GH-40', '件', 260_000],
  ['车门导轨', 'DG-1200', '套', 540_000],
  ['冲压外壳', 'JM-K2', '件', 1_900],
  ['光学平台底座', 'OB-600', '组', 380_000],
  ['直线导轨滑块', 'LG-25', '件', 16_000],
  ['液压阀体', 'YF-32', '件', 88_000],
  ['机箱面板', 'LK-4U', '台', 32_000],
] as const;
const REASONS = [
  '客户产线等料',
  '展会样机，晚到赶不上',
  '上批运输受损要更换',
  '合同约定违约金',
  '客户库存盘亏',
  '重点项目现场等件',
  '检修窗口只有一周',
  '出口船期已订',
] as const;

/** Around two thousand customers, a few of them often. */
function customer(random: Random): string {
  if (random.chance(0.06)) return random.pick(ABROAD);
  return `${random.pick(PLACES)}${random.pick(NAMES)}${random.pick(TRADES)}`;
}

/** The record of an urgent order as sales would file it; delivery in 2 to 14 days from `now`. */
export function sampleFacts(random: Random, now: number): FactsInput {
  const [product, model, unit, price] = random.pick(PRODUCTS);
  const quantity = random.whole(1, 60) * random.pick([1, 5, 10, 50]);
  const isSpecial = random.chance(0.12);
  return {
    customer: customer(random),
    product,
    model: `${model}-${random.whole(1, 40)}`,
    quantity,
    unit,
    requiredBy: now + random.whole(3, 15) * DAY,
    place: `${random.pick(PLACES)}客户仓库`,
    reasonCategory: random.pick(REASON_CATEGORIES),
    reason: random.pick(REASONS),
    basis: 'customer_explicit',
    justification: null,
    receivedAt: now - random.whole(2, 40) * 60_000,
    customerChecked: false,
    quality: null,
    packaging: null,
    technical: isSpecial ? '按客户图纸特殊工艺' : null,
    amountMinor: quantity * price,
    currency: 'CNY',
    paymentTerms: null,
    source: random.pick(SOURCES),
    region: null,
    productType: null,
    externalNo: null,
    traits: isSpecial ? ['special_process'] : [],
  };
}
