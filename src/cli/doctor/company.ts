import { calendarOf } from '../../app/calendar-of.ts';
import { askedFor, type Directory, directoryOf } from '../../app/directory.ts';
import type { Store } from '../../app/ports.ts';
import type { Settings } from '../../app/settings.ts';
import { yearsWithoutHolidays } from '../../domain/calendar/factory-calendar.ts';
import { wallTime } from '../../domain/instant.ts';
import type { Department } from '../../domain/people.ts';
import { type Finding, fine, problem, shortList, warning } from './finding.ts';

/** The company as the bot knows it: settings that must be saved once, heads, accounts, holidays, the main channel. */
export async function checkCompany(store: Store, now: number): Promise<Finding[]> {
  const { data, settings, saved, inFile, rooms } = await store.transaction(async (tx) => ({
    data: await tx.directory.read(),
    settings: await tx.settings.read(),
    saved: await tx.settings.saved(),
    inFile: await tx.settings.inFile(),
    rooms: await tx.rooms.of(null),
  }));
  const directory = directoryOf(data);
  if (directory.people.length === 0)
    return [
      warning(
        'nobody is known yet',
        'npm start, then say "/urgent-order setup <code>" to the bot with the code of the start log',
      ),
    ];
  return [
    ...checkSettings(settings, new Set([...saved, ...inFile])),
    ...checkPeople(directory, settings),
    ...checkHolidays(settings, now),
    rooms.some((r) => r.kind === 'main')
      ? fine('main channel: set')
      : warning(
          'no main channel: new urgent orders are shown nowhere',
          '/urgent-order setup in the channel that shall be it',
        ),
  ];
}

function checkSettings(settings: Settings, stated: ReadonlySet<string>): Finding[] {
  if (stated.has('confirm_hours'))
    return [fine(`settings: the customer's confirmation is due within ${settings.confirm_hours} h`)];
  return [
    warning(
      `confirm_hours, which the policy leaves to the company, stands at its default of ${settings.confirm_hours} h`,
      'save it once: /urgent-order settings, or confirm_hours in urgent-order.yaml',
    ),
  ];
}

/** Departments that some order may ask. */
function reviewing(settings: Settings): readonly Department[] {
  return [
    ...new Set([
      ...settings.reviewers_always,
      ...settings.reviewers_non_regular,
      ...settings.reviewers_finance,
      ...settings.reviewers_optional,
    ]),
  ];
}

function checkPeople(directory: Directory, settings: Settings): Finding[] {
  const findings: Finding[] = [];
  const fix = '/urgent-order people, or departments in urgent-order.yaml';
  if (directory.admins().length === 0)
    findings.push(
      problem('nobody is admin', 'start the bot: the log shows a one-time code for "/urgent-order setup <code>"'),
    );
  if (directory.leaders().length === 0)
    findings.push(problem('nobody is leadership (EXEC): decisions that need it would wait for ever', fix));
  if (directory.headsOf('SALES').length === 0)
    findings.push(warning('SALES has no head: nobody can withdraw a confirmed order but leadership', fix));
  const departments = reviewing(settings).map((d) => ({ d, fallback: askedFor(directory, d).fallback }));
  const empty = departments.filter(({ fallback }) => fallback === 'no_member').map(({ d }) => d);
  const headless = departments.filter(({ fallback }) => fallback === 'no_head').map(({ d }) => d);
  if (empty.length > 0)
    findings.push(
      problem(`nobody belongs to ${empty.join(', ')}, which the review rules ask: leadership gets its cards`, fix),
    );
  if (headless.length > 0)
    findings.push(warning(`${headless.join(', ')} has no head: its members and leadership get its cards`, fix));
  const active = directory.people.filter((p) => p.isActive);
  const alone = active.filter((p) => directory.accountsOf(p.id).length === 0);
  if (alone.length > 0)
    findings.push(
      warning(
        `${alone.length} of ${active.length} people have no account on any platform: ${shortList(alone.map((p) => p.name))}`,
        'give them the email address they have there, or leave them out',
      ),
    );
  return findings.length > 0 ? findings : [fine(`people: ${active.length}, every reviewing department has a head`)];
}

function checkHolidays(settings: Settings, now: number): Finding[] {
  const { year, month } = wallTime(now, settings.time_zone);
  // China publishes the next year's days off in November: before that nobody can know them.
  const missing = yearsWithoutHolidays(calendarOf(settings), month >= 12 ? [year, year + 1] : [year]);
  if (missing.length === 0) return [fine(`calendar: ${settings.holiday_calendar}, holidays of ${year} known`)];
  return [
    warning(
      `calendar: the holidays of ${missing.join(', ')} are not known, only weekdays count`,
      'enter them as calendar_overrides, or update the program',
    ),
  ];
}
