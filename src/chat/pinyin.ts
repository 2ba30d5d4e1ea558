/** Chinese words as they are typed in Latin letters: in full and by initials (`zhangwei`, `zw`). */
export interface Sound {
  readonly full: string;
  readonly initials: string;
}

let loading: Promise<typeof import('pinyin-pro')> | null = null;
const known = new Map<string, Sound>();
const MOST_KNOWN = 20_000;

/** The dictionary is large: loaded when somebody first needs it. */
function dictionary(): Promise<typeof import('pinyin-pro')> {
  loading ??= import('pinyin-pro');
  return loading;
}

/** How each text sounds; text without Chinese characters sounds like itself. */
export async function soundsOf(texts: readonly string[]): Promise<readonly Sound[]> {
  const unknown = texts.filter((t) => !known.has(t));
  if (unknown.some((t) => /\p{Script=Han}/u.test(t))) {
    const { pinyin } = await dictionary();
    const options = { toneType: 'none', type: 'array', nonZh: 'consecutive' } as const;
    for (const t of unknown)
      remember(t, {
        full: compact(pinyin(t.slice(0, 80), options).join('')),
        initials: compact(pinyin(t.slice(0, 80), { ...options, pattern: 'first' }).join('')),
      });
  } else {
    for (const t of unknown) remember(t, { full: compact(t), initials: compact(t) });
  }
  return texts.map((t) => known.get(t) ?? { full: compact(t), initials: compact(t) });
}

function remember(text: string, sound: Sound): void {
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, sound);
}

function compact(text: string): string {
  return text.toLowerCase().replace(/[\s'’]+/g, '');
}

/** Whether what was typed in Latin letters can mean this sound. */
export function soundsLike(sound: Sound, typed: string): boolean {
  const wanted = compact(typed);
  return wanted.length > 1 && (sound.full.includes(wanted) || sound.initials.includes(wanted));
}
