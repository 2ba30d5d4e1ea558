import { plainText, typedPart } from './plain-text.ts';

/** The words of `/urgent-order …`, with the verbs as people say them. The first name is the canonical one. */
export const VERBS = {
  new: ['new', 'create', 'add', '新建', '新增', '下单', '下單', '登记', '登記'],
  list: ['list', 'ls', 'all', '列表', '清单', '清單', '全部'],
  mine: ['mine', 'my', 'me', 'todo', '我的', '待办', '待辦'],
  show: ['show', 'view', 'info', 'detail', '查看', '檢視', '详情', '詳情', '看'],
  search: ['search', 'find', '搜索', '搜尋', '查找', '查'],
  confirm: ['confirm', '确认', '確認', '客户确认', '客戶確認'],
  return: ['return', '退回'],
  check: ['check', '受理', '受理通过', '受理通過'],
  resubmit: ['resubmit', 'fix', '重新提交', '重新送出', '补正', '補正'],
  review: ['review', 'answer', '评审', '評審', '答复', '答覆'],
  approve: ['approve', 'ok', 'yes', '同意', '批准', '核准'],
  reject: ['reject', 'no', '不同意', '驳回', '駁回', '拒绝', '拒絕'],
  negotiate: ['negotiate', 'option', 'options', '协商', '協商', '方案'],
  decide: ['decide', 'decision', '决定', '決定', '裁示'],
  withdraw: ['withdraw', '撤回', '撤单', '撤單'],
  hold: ['hold', 'pause', '暂停', '暫停', '挂起'],
  resume: ['resume', 'continue', '恢复', '恢復', '继续', '繼續'],
  wait: ['wait', '等客户', '等客戶', '等待客户', '等待客戶'],
  delegate: ['delegate', '代理', '委托', '委託'],
  remind: ['remind', 'nudge', 'urge', '催办', '催辦', '提醒', '催'],
  status: ['status', 'ask', '进度', '進度', '询问', '詢問', '问进度'],
  settings: ['settings', 'setting', 'set', 'config', '设置', '設定'],
  people: ['people', 'person', 'users', '人员', '人員'],
  setup: ['setup', '安装', '初始化', '初始设置', '初始設定', '設置'],
  force: ['force', '强制', '強制'],
  audit: ['audit', 'verify', '审计', '稽核', '校验', '校驗', '验证', '驗證'],
  help: ['help', '?', 'h', '帮助', '幫助', '說明', '说明'],
} as const satisfies Record<string, readonly string[]>;

export type Verb = keyof typeof VERBS;
/** By the word as `plainText` leaves it: lower case, one script. */
const BY_WORD = new Map<string, Verb>(
  Object.entries(VERBS).flatMap(([verb, words]) => words.map((w) => [plainText(w).text, verb as Verb] as const)),
);
/** Chinese words run on without a space: the longest that fits is taken. */
const GLUED = [...BY_WORD]
  .filter(([w]) => /\p{Script=Han}/u.test(w) && w.length > 1)
  .sort(([a], [b]) => b.length - a.length);

export type Said =
  | { readonly kind: 'bare' }
  | { readonly kind: 'verb'; readonly verb: Verb; readonly rest: string }
  /** No verb: the words describe an order. */
  | { readonly kind: 'order'; readonly text: string }
  | { readonly kind: 'unknown'; readonly word: string; readonly rest: string; readonly near: Verb | null };

/** Longer than any command; what is beyond is not read. */
const LONGEST = 4000;

/**
 * What was said after `/urgent-order`. Smart quotes, full-width signs and control characters are normalised. A first word
 * that is close to a verb is offered ("did you mean"); words with a quantity in them describe an order.
 */
export function readCommand(typed: string): Said {
  const plain = plainText(typed.slice(0, LONGEST));
  const start = plain.text.search(/\S/);
  if (start < 0) return { kind: 'bare' };
  const length = plain.text.slice(start).search(/\s|$/);
  const word = plain.text.slice(start, start + length).replace(/^[/／]/, '');
  // The words after the verb as they were typed: names keep their capitals and their script.
  const from = (index: number) =>
    typedPart(typed, plain, index)
      .replace(/\p{Cc}/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  const [first, rest, all] = [typedPart(typed, plain, start, start + length), from(start + length), from(start)];
  const verb = BY_WORD.get(word);
  if (verb) return { kind: 'verb', verb, rest };
  const glued = GLUED.find(([w]) => word.startsWith(w));
  if (glued)
    return {
      kind: 'verb',
      verb: glued[1],
      rest: from(start + (plain.text.startsWith('/', start) ? 1 : 0) + glued[0].length),
    };
  const near = nearest(word, Math.max(1, Math.floor(word.length / 3)));
  if (describesOrder(all) && (near === null || !/^[a-z]{4,}$/.test(word))) return { kind: 'order', text: all };
  return { kind: 'unknown', word: first, rest, near };
}

/** A sentence with a number in it, unless the number is an order's name after what should have been a verb. */
function describesOrder(said: string): boolean {
  return (
    said.length > 6 &&
    /[\d〇零一二两兩三四五六七八九十百千]/.test(said) &&
    !/^\S+\s+[#＃]?[a-z]{1,6}-\d[\d-]*(?:\s|$)/i.test(said)
  );
}

/** The verb a word names, or is nearest to. */
export function verbSaid(typed: string): Verb | null {
  const word = plainText(typed.slice(0, 60)).text.trim();
  return BY_WORD.get(word) ?? nearest(word, 1);
}

/** The verb whose word is nearest, when near enough. */
function nearest(word: string, most: number): Verb | null {
  let best: Verb | null = null;
  let distance = most + 1;
  for (const [candidate, verb] of BY_WORD) {
    if (Math.abs(candidate.length - word.length) > most) continue;
    const d = editDistance(word, candidate);
    // One sign for another is no misspelling of a word of one.
    if (d < distance && d < candidate.length) [best, distance] = [verb, d];
  }
  return best;
}

/** Edits (with neighbours swapped counting as one) between two short words. */
function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  for (let j = 0; j <= b.length; j += 1) (rows[0] as number[])[j] = j;
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, at(i - 2, j - 2) + 1);
      (rows[i] as number[])[j] = d;
    }
  }
  return at(a.length, b.length);
}

/** Whether a message in an order's channel reads like a decision ("同意", "ok", "looks good"): it gets the one-tap card, never an approval. */
export function readsLikeDecision(message: string): 'yes' | 'no' | null {
  const said = plainText(message.slice(0, 200))
    .text.trim()
    .toLowerCase()
    .replace(/[.!。！~\s]+$/u, '');
  if (/^(同意|可以|没问题|沒問題|批准|核准|通过|通過|ok|okay|approved?|yes|lgtm|looks good|agreed?|好的?)$/u.test(said))
    return 'yes';
  if (/^(不同意|不行|驳回|駁回|拒绝|拒絕|做不了|来不及|來不及|no|rejected?|can'?t do( it)?|not possible)$/u.test(said))
    return 'no';
  return null;
}
