import type { Person } from '../../domain/people.ts';
import type { Choice } from '../form.ts';
import { soundsOf } from '../pinyin.ts';
import { type Talk, text } from '../talk.ts';

/** People to pick from, active ones first by name. The hint carries what else they are searched by: pinyin, initials, departments. */
export async function personChoices(
  talk: Talk,
  people: readonly Person[] = talk.directory.people.filter((p) => p.isActive),
): Promise<Choice[]> {
  const sounds = await soundsOf(people.map((p) => p.name));
  const choices = people.map((person, i): Choice => {
    const roles = person.memberships.map((m) => text(talk, `role.${m.role}`)).join(' ');
    const sound = sounds[i];
    const latin = /\p{Script=Han}/u.test(person.name) && sound ? `${sound.full} ${sound.initials}` : '';
    return { value: person.id, label: person.name, hint: [roles, latin].filter((part) => part !== '').join(' · ') };
  });
  const collator = new Intl.Collator(talk.voice.locale);
  return choices.sort((a, b) => collator.compare(a.label, b.label));
}
