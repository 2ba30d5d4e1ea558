/** One thing the doctor looked at. Only a `problem` makes the exit code 1. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'problem';
  readonly text: string;
  /** One line: what to do about it. */
  readonly fix?: string;
}

export function fine(text: string): Finding {
  return { level: 'ok', text };
}

export function warning(text: string, fix: string): Finding {
  return { level: 'warning', text, fix };
}

export function problem(text: string, fix: string): Finding {
  return { level: 'problem', text, fix };
}

const MARKS = { ok: '✓', warning: '!', problem: '✗' } as const;

export function describeFinding({ level, text, fix }: Finding): string {
  return `${MARKS[level]} ${text}${fix ? `\n    → ${fix}` : ''}`;
}

/** `a, b, c and 4 more`. */
export function shortList(names: readonly string[], most = 5): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
