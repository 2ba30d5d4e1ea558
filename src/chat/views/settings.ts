import type { SettingKey, Settings } from '../../app/settings.ts';
import { say, show, type Voice } from '../../i18n/translate.ts';
import type { Block, Card } from '../card.ts';
import { fitCard } from '../fit-card.ts';
import { form } from './buttons.ts';
import { clip, dotted, money, word } from './parts.ts';

export interface SettingsModel {
  readonly settings: Settings;
  readonly saved: ReadonlySet<string>;
  readonly inFile: ReadonlySet<string>;
}

/** Settings the policy leaves open: nothing can be filed before an admin has saved them (domain §17.1 A3). */
const MUST_SAVE: readonly SettingKey[] = ['confirm_hours'];

const GROUPS = {
  company: ['company_name', 'locale', 'time_zone', 'currency', 'order_number', 'room_name', 'channel_archive_days'],
  time: ['holiday_calendar', 'shifts', 'workdays', 'calendar_overrides', 'quiet_hours'],
  limits: [
    'confirm_hours',
    'intake_check',
    'intake_check_min',
    'review_hours',
    'review_hours_long',
    'review_info_h',
    'negotiation_follow_up_h',
    'max_negotiation_rounds',
    'exec_decision_h',
    'status_request_h',
    'reminder_steps',
    'nudge_min',
    'normal_lead_days',
    'silence_hours',
  ],
  review: [
    'reviewers_always',
    'reviewers_non_regular',
    'reviewers_finance',
    'reviewers_optional',
    'review_tech_on_regular',
    'informed',
    'important_amount',
    'important_customers',
  ],
} as const satisfies Record<string, readonly SettingKey[]>;

/** Every setting with its value and where it comes from; what is missing comes first. */
export function drawSettings({ settings, saved, inFile }: SettingsModel, voice: Voice): Card {
  const title = say(voice, 'settings.title');
  const missing = MUST_SAVE.filter((key) => !saved.has(key) && !inFile.has(key));
  const source = (key: SettingKey) =>
    inFile.has(key)
      ? say(voice, 'settings.set_in_file')
      : saved.has(key)
        ? say(voice, 'settings.saved')
        : missing.includes(key)
          ? say(voice, 'settings.must_save')
          : null;
  const group = (name: keyof typeof GROUPS): Block[] => [
    { kind: 'text', text: [{ bold: say(voice, `settings.group.${name}`) }] },
    {
      kind: 'fields',
      fields: GROUPS[name].map((key) => ({
        label: say(voice, `setting.${key}`),
        value: dotted([valueText(voice, key, settings), source(key)]),
      })),
    },
  ];
  return fitCard({
    title,
    tone: missing.length > 0 ? 'waiting' : 'neutral',
    summary: title,
    blocks: [
      ...missing.map(
        (key): Block => ({
          kind: 'text',
          text: [{ bold: say(voice, `setting.${key}`) }, ' · ', say(voice, 'settings.must_save')],
          tone: 'warning',
        }),
      ),
      ...group('limits'),
      ...group('review'),
      ...group('time'),
      ...group('company'),
      {
        kind: 'actions',
        items: [
          form(voice, 'setting', null, {
            ...(missing[0] && { subject: missing[0], style: 'primary' as const }),
            label: say(voice, missing.length > 0 ? 'button.set_confirm_hours' : 'button.set'),
          }),
        ],
      },
    ],
  });
}

/** A value as people read it; the key's own name says hours or minutes. */
function valueText(voice: Voice, key: SettingKey, settings: Settings): string {
  const value: unknown = settings[key];
  if (key === 'important_amount')
    return value === null ? say(voice, 'card.none') : money(voice, Number(value), settings.currency);
  if (key === 'reminder_steps')
    return show(voice, { list: settings.reminder_steps.map((step) => `${show(voice, Math.round(step * 100))}%`) });
  if (key === 'shifts') return show(voice, { list: settings.shifts.map((s) => `${s.from}–${s.to}`) });
  if (key === 'quiet_hours') return `${settings.quiet_hours.from}–${settings.quiet_hours.to}`;
  if (key === 'workdays') return show(voice, { list: settings.workdays.map((day) => weekday(voice, day)) });
  if (key === 'calendar_overrides')
    return Object.keys(settings.calendar_overrides).length === 0
      ? say(voice, 'card.none')
      : show(voice, {
          list: Object.entries(settings.calendar_overrides)
            .slice(0, 6)
            .map(([date, kind]) => `${date} ${say(voice, `setting_value.day.${kind}`)}`),
        });
  if (typeof value === 'boolean') return say(voice, value ? 'bool.yes' : 'bool.no');
  if (typeof value === 'number') return show(voice, value);
  if (Array.isArray(value))
    return value.length === 0
      ? say(voice, 'card.none')
      : show(voice, {
          list: value
            .slice(0, 12)
            .map((v) => (key === 'important_customers' ? clip(String(v), 40) : word(voice, `role.${String(v)}`))),
        });
  if (key === 'locale' || key === 'holiday_calendar' || key === 'intake_check')
    return word(voice, `setting_value.${key}.${settings[key]}`);
  return clip(String(value), 80);
}

/** 1 = Monday. */
function weekday(voice: Voice, day: number): string {
  return new Intl.DateTimeFormat(voice.locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}
