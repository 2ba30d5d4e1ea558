import type { Tx } from '../app/ports.ts';
import { defaultSettings, isSettingKey, SETTINGS, type Settings } from '../app/settings.ts';
import { type CacheVersions, countUp } from './counters.ts';
import type { Sql } from './sql.ts';
import { fromJson } from './table.ts';

/** A saved setting that cannot be used; its default stands instead. */
export interface SettingProblem {
  readonly key: string;
  readonly problem: 'unknown' | 'invalid';
}

interface SettingsInForce {
  readonly version: number;
  readonly settings: Settings;
  readonly saved: ReadonlySet<string>;
}

/** The settings as this process read them last, with what the configuration file says. */
export interface SettingsCache {
  inForce: SettingsInForce | null;
  readonly file: Partial<Settings>;
  readonly onProblem: (problem: SettingProblem) => void;
}

const SAVE =
  'INSERT INTO "Setting" ("key", "value", "version", "updatedAt", "updatedBy") VALUES (?, ?, 1, ?, ?) ON CONFLICT ("key") DO UPDATE SET ' +
  '"value" = excluded."value", "version" = "Setting"."version" + 1, "updatedAt" = excluded."updatedAt", "updatedBy" = excluded."updatedBy"';

/** Defaults, over them what was saved, over that the configuration file: kept by the process until the counter `settings` moves. */
export function settingsIn(sql: Sql, cache: SettingsCache, versions: () => Promise<CacheVersions>): Tx['settings'] {
  // After a change in this transaction: what is read belongs to it alone, since it may still be rolled back.
  let changedTo: number | null = null;
  let own: Promise<SettingsInForce> | null = null;

  async function inForceNow(): Promise<SettingsInForce> {
    if (changedTo !== null) return readAll(sql, cache, changedTo);
    const { settings } = await versions();
    if (cache.inForce?.version === settings) return cache.inForce;
    cache.inForce = await readAll(sql, cache, settings);
    return cache.inForce;
  }

  const inForce = (): Promise<SettingsInForce> => (own ??= inForceNow());

  return {
    read: async () => (await inForce()).settings,
    saved: async () => (await inForce()).saved,
    inFile: async () => keysInFile(cache),
    save: async (key, value, by, at) => {
      await sql.run(SAVE, [key, JSON.stringify(value ?? null), new Date(at), by]);
      changedTo = await countUp(sql, 'settings');
      own = null;
    },
  };
}

function keysInFile({ file }: SettingsCache): ReadonlySet<string> {
  return new Set(Object.keys(file).filter((key) => file[key as keyof Settings] !== undefined));
}

async function readAll(sql: Sql, cache: SettingsCache, version: number): Promise<SettingsInForce> {
  const rows = await sql.all<{ key: string; value: unknown }>('SELECT "key", "value" FROM "Setting" ORDER BY "key"');
  const settings: Record<string, unknown> = { ...defaultSettings };
  const saved = new Set<string>();
  for (const { key, value } of rows) {
    if (!isSettingKey(key)) {
      cache.onProblem({ key, problem: 'unknown' });
      continue;
    }
    const parsed = SETTINGS[key].safeParse(readJson(value));
    if (!parsed.success) {
      cache.onProblem({ key, problem: 'invalid' });
      continue;
    }
    settings[key] = parsed.data;
    saved.add(key);
  }
  for (const key of keysInFile(cache)) settings[key] = cache.file[key as keyof Settings];
  return { version, settings: settings as Settings, saved };
}

/** `undefined` when it is no JSON: that would quietly be the default, so it is made something no setting is. */
function readJson(stored: unknown): unknown {
  try {
    return fromJson(stored);
  } catch {
    return Number.NaN;
  }
}
