import type { Directory } from '../../app/directory.ts';
import { DAY } from '../../domain/instant.ts';
import { type Delegation, type Department, isDepartment, isHeadOf, type Person } from '../../domain/people.ts';
import { say, show, type Voice } from '../../i18n/translate.ts';
import type { Card } from '../card.ts';
import { fitCard } from '../fit-card.ts';
import { section } from './order-parts.ts';
import { clip, dotted, labelled, roleName } from './parts.ts';

export interface PeopleModel {
  readonly directory: Directory;
  readonly now: number;
  /** Departments the company's rules ask, to show which nobody answers for (XD-10). */
  readonly asked: readonly Department[];
}

const SHOWN = 40;

/** A stand-in from the configuration file has no end; what lies ten years ahead is said to be none. */
const STANDING = 10 * 366 * DAY;

/** Who is who: departments, heads, admins, who stands in for whom. */
export function drawPeople({ directory, now, asked }: PeopleModel, voice: Voice): Card {
  const title = say(voice, 'people.title');
  const people = [...directory.people].sort(
    (a, b) => Number(b.isActive) - Number(a.isActive) || a.name.localeCompare(b.name, voice.locale),
  );
  const headless = asked.filter((d) => !directory.people.some((p) => p.isActive && isHeadOf(p, d)));
  return fitCard({
    title,
    tone: headless.length > 0 ? 'warning' : 'neutral',
    summary: labelled(voice, title, String(people.length)),
    blocks: [
      ...section(
        voice,
        say(voice, 'people.departments_without_head'),
        headless.length > 0 ? [show(voice, { list: headless.map((d) => roleName(voice, d)) })] : [],
        'warning',
        1,
      ),
      ...(people.length === 0
        ? [{ kind: 'text' as const, text: say(voice, 'people.empty') }]
        : [
            {
              kind: 'list' as const,
              items: people.slice(0, SHOWN).map((p) => ({
                text: dotted([
                  [{ bold: clip(p.name, 60) }],
                  ...rolesOf(p, voice),
                  ...standIns(p, directory, now, voice),
                ]),
                ...(!p.isActive && { tone: 'ended' as const }),
              })),
            },
          ]),
      ...(people.length > SHOWN
        ? [{ kind: 'note' as const, text: say(voice, 'card.more_items', { total: people.length }) }]
        : []),
    ],
  });
}

function rolesOf(person: Person, voice: Voice): string[] {
  const roles = person.memberships.map((m) =>
    m.isHead && isDepartment(m.role) ? say(voice, `head_of.${m.role}`) : roleName(voice, m.role),
  );
  return [
    ...(roles.length > 0 ? roles : [say(voice, 'people.unassigned')]),
    ...(person.isAdmin ? [say(voice, 'people.admin')] : []),
    ...(person.isActive ? [] : [say(voice, 'people.inactive')]),
  ];
}

/** Whether a stand-in has no end. */
export function isStanding(delegation: Pick<Delegation, 'endsAt'>, now: number): boolean {
  return delegation.endsAt - now > STANDING;
}

function standIns(person: Person, directory: Directory, now: number, voice: Voice): string[] {
  return directory.delegations
    .filter((d) => d.fromId === person.id && d.revokedAt === null && d.startsAt <= now && now < d.endsAt)
    .map((d) => {
      const to = { person: d.toId };
      if (isStanding(d, now)) return say(voice, 'people.delegated_standing', { to });
      return say(voice, 'people.delegated_to', { to, until: { date: d.endsAt } });
    });
}
