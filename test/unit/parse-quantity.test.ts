import { describe, expect, test } from 'vitest';
import { parseQuantity } from '../../src/chat/parse-quantity.ts';
import { chineseNumber } from '../../src/chat/plain-text.ts';

describe('a typed quantity', () => {
  test.each([
    ['500 pcs', 500, 'pcs'],
    ['500', 500, '件'],
    ['500件', 500, '件'],
    ['500 x', 500, '件'],
    ['1,200 套', 1200, '套'],
    ['１２ 箱', 12, '箱'],
    ['３００個', 300, '個'],
    ['2.5 t', 2.5, 't'],
    ['2kg', 2, 'kg'],
    ['500千克', 500, '千克'],
    ['10 m²', 10, 'm²'],
    ['500 metric tons', 500, 'metric tons'],
    ['500 PCS.', 500, 'PCS'],
    ['2k pcs', 2000, 'pcs'],
    ['1.1万件', 11_000, '件'],
    ['2萬 件', 20_000, '件'],
    ['五百件', 500, '件'],
    ['两千五百个', 2500, '个'],
    ['兩百組', 200, '組'],
    ['十箱', 10, '箱'],
    ['一万二', 12_000, '件'],
    ['数量：300个', 300, '个'],
    ['50\u202e0 件', 500, '件'],
    ['1000000000', 1e9, '件'],
  ])('UO-01 %s', (typed, quantity, unit) => {
    expect(parseQuantity(typed, { locale: 'zh-CN' })).toEqual({ ok: true, quantity, unit });
  });

  test('UO-01 without a unit it is pieces, in the person’s language', () => {
    expect(parseQuantity('5', { locale: 'en' })).toMatchObject({ unit: 'pcs' });
    expect(parseQuantity('5', { locale: 'zh-TW' })).toMatchObject({ unit: '件' });
  });

  test.each([
    ['', 'empty'],
    [' \u200b ', 'empty'],
    ['0', 'zero'],
    ['0.0 pcs', 'zero'],
    ['零', 'zero'],
    ['-5 pcs', 'negative'],
    ['负五件', 'negative'],
    ['1000000001', 'too_large'],
    ['99999999999999999999999999999999', 'too_large'],
    ['一万亿', 'too_large'],
    ['NaN', 'unreadable'],
    ['Infinity', 'unreadable'],
    ['1e9', 'unreadable'],
    ['0x1F', 'unreadable'],
    ['1,20', 'unreadable'],
    ['5 00', 'unreadable'],
    ['abc', 'unreadable'],
    ['some', 'unreadable'],
    ['几百件', 'unreadable'],
    ['500-600', 'unreadable'],
    ['500 <!channel>', 'unreadable'],
    ['=500', 'unreadable'],
    ['<b>5</b>', 'unreadable'],
  ])('UO-01 %s is refused as %s', (typed, reason) => {
    expect(parseQuantity(typed, { locale: 'en' })).toEqual({ ok: false, reason });
  });

  test('UO-01 100 kB of anything is answered at once', () => {
    for (const unit of ['5', '五', '1,000', '件', '5 件', '\u202e', ' ']) {
      const before = performance.now();
      expect(parseQuantity(unit.repeat(100_000 / unit.length), { locale: 'en' }).ok).toBe(false);
      expect(performance.now() - before).toBeLessThan(100);
    }
  });
});

test.each([
  ['十', 10],
  ['十一', 11],
  ['二十', 20],
  ['一百零五', 105],
  ['五百二', 520],
  ['两千零五', 2005],
  ['一万二千', 12_000],
  ['一万零二', 10_002],
  ['一亿二千万', 120_000_000],
  ['二〇二六', 2026],
  ['27', 27],
  ['五五十', null],
  ['百', null],
  ['万', null],
  ['', null],
  ['一'.repeat(40), null],
])('UO-01 the Chinese number %s is %s', (text, value) => {
  expect(chineseNumber(text)).toBe(value);
});
