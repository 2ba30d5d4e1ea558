import { z } from 'zod';
import { DEPARTMENTS } from '../domain/people.ts';
import { LOCALES } from '../i18n/locale.ts';

const hours = z
  .number()
  .positive()
  .max(24 * 60);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const department = z.enum(DEPARTMENTS);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * Everything a company can set, with the defaults of domain §12. One flat table: the key is what the file, the chat and
 * the documentation call it. Hours and minutes are numbers; money is in minor units.
 */
export const SETTINGS = {
  company_name: z.string().min(1).max(80).default('Urgent orders'),
  locale: z.enum(LOCALES).default('zh-CN'),
  time_zone: z.string().default('Asia/Shanghai'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('CNY'),
  holiday_calendar: z.enum(['CN', 'TW', 'none']).default('CN'),
  shifts: z
    .array(z.object({ from: timeOfDay, to: timeOfDay }))
    .min(1)
    .default([{ from: '08:30', to: '17:30' }]),
  workdays: z.array(z.number().int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]),
  /** Days that differ from the calendar: off, or worked. */
  calendar_overrides: z.record(day, z.enum(['off', 'work'])).default({}),
  quiet_hours: z.object({ from: timeOfDay, to: timeOfDay }).default({ from: '20:00', to: '08:00' }),

  /** [X]: the policy leaves it blank, so an admin must save it once (domain §17.1 A3). */
  confirm_hours: hours.default(2),
  intake_check: z.enum(['auto', 'always']).default('auto'),
  intake_check_min: z
    .number()
    .positive()
    .max(24 * 60)
    .default(30),
  review_hours: hours.default(4),
  /** Complete sets, new designs and discontinued products. */
  review_hours_long: hours.default(24),
  review_info_h: hours.default(1),
  negotiation_follow_up_h: hours.default(4),
  max_negotiation_rounds: z.number().int().min(1).max(10).default(2),
  exec_decision_h: hours.default(4),
  status_request_h: hours.default(4),
  reminder_steps: z.array(z.number().positive().max(10)).min(1).default([0.5, 0.8, 1, 1.5]),
  /** A person's nudge by hand: not more often than this. */
  nudge_min: z
    .number()
    .positive()
    .max(24 * 60)
    .default(30),
  /** Beyond this many days an order is asked "really urgent?" (UO-04). */
  normal_lead_days: z.number().positive().max(365).default(20),
  channel_archive_days: z.number().min(0).max(365).default(7),
  silence_hours: hours.default(24),

  reviewers_always: z.array(department).default(['PROD', 'PROC', 'TECH', 'LOGI', 'PLANNER']),
  reviewers_non_regular: z.array(department).default(['TECH', 'QA']),
  reviewers_finance: z.array(department).default(['FIN']),
  reviewers_optional: z.array(department).default([]),
  /** Technology may be left out of regular products (domain §17.1 A5). */
  review_tech_on_regular: z.boolean().default(true),
  /** Told, not asked (UO-10, domain §1.2). */
  informed: z.array(department).default(['SALES', 'QA', 'FIN']),
  important_amount: z.number().int().positive().nullable().default(null),
  important_customers: z.array(z.string().max(200)).default([]),

  order_number: z.string().max(40).default('UO-{yyyy}-{nnnn}'),
  room_name: z.string().max(80).default('{number} {customer} {product}'),
} as const;

export type SettingKey = keyof typeof SETTINGS;
export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];
export const settingsSchema = z.object(SETTINGS);
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});

export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(SETTINGS, text);
}
