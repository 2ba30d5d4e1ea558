import type { Spread } from './measure.ts';

/** One line of the report. */
export interface Line {
  readonly name: string;
  readonly unit: '×' | 'ms' | 'MB' | 'µs CPU' | '';
  readonly spread: Spread;
  /** What it is of: "rounds", "starts". */
  readonly of: string;
  /** What must not be exceeded: by the median, or by the largest value. */
  readonly bar?: { readonly limit: number; readonly aim?: number; readonly by: 'median' | 'max' };
  readonly remark?: string;
}

/** The measurements of one part, with its title. */
export interface Part {
  readonly title: string;
  readonly lines: readonly Line[];
  /** What a reader must know to read the numbers. */
  readonly notes: readonly string[];
}

export function isBroken(line: Line): boolean {
  return line.bar !== undefined && line.spread[line.bar.by] > line.bar.limit;
}

function sayNumber(value: number, unit: Line['unit']): string {
  const digits = unit === '×' ? 2 : value >= 100 || unit === 'µs CPU' ? 0 : 1;
  return unit === '×' ? `${value.toFixed(digits)}×` : `${value.toFixed(digits)}${unit && ` ${unit}`}`;
}

function sayBar({ bar, unit }: Line): string {
  if (bar === undefined) return '';
  const aim = bar.aim === undefined ? '' : `, aim ${sayNumber(bar.aim, unit)}`;
  return `${bar.by} ≤ ${sayNumber(bar.limit, unit)}${aim}`;
}

function sayLine(line: Line): string {
  const { name, unit, spread, of, remark } = line;
  const number = (value: number) => sayNumber(value, unit).padStart(11);
  const verdict = line.bar === undefined ? '' : isBroken(line) ? '  BROKEN' : '  ok';
  const counted = `${spread.count} ${of}`;
  return `  ${name.padEnd(46)}${number(spread.min)}${number(spread.median)}${number(spread.max)}   ${counted.padEnd(15)}${sayBar(line)}${verdict}${remark === undefined ? '' : `  ${remark}`}`;
}

const HEAD = `  ${''.padEnd(46)}${'min'.padStart(11)}${'median'.padStart(11)}${'max'.padStart(11)}   of             bar`;

/** A part as text. */
export function sayPart({ title, lines, notes }: Part): string {
  return [title, HEAD, ...lines.map(sayLine), ...notes.map((note) => `  · ${note}`), ''].join('\n');
}
