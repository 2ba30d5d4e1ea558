import { hasAnyRight, type Right } from '../../domain/people.ts';
import type { Button } from '../card.ts';
import type { Said } from '../grammar.ts';
import { VERBS, type Verb, verbSaid } from '../grammar.ts';
import type { Reply } from '../interaction.ts';
import { type Talk, text } from '../talk.ts';
import { drawHelp } from '../views/help.ts';
import { clip } from '../views/parts.ts';
import { drawDidYouMean } from '../views/refusal.ts';

/** Who is shown a verb in the menu; everybody may type it and is told why not. */
const FOR: Readonly<Partial<Record<Verb, readonly Right[]>>> = {
  new: ['SALES', 'EXEC', 'COORDINATOR'],
  confirm: ['SALES'],
  return: ['COORDINATOR', 'SALES_HEAD'],
  check: ['COORDINATOR', 'SALES_HEAD'],
  resubmit: ['SALES'],
  negotiate: ['SALES', 'PROD', 'PROC', 'TECH', 'EXEC'],
  withdraw: ['SALES', 'EXEC'],
  wait: ['SALES'],
  decide: ['EXEC'],
  hold: ['EXEC'],
  resume: ['EXEC'],
  settings: ['ADMIN'],
  people: ['ADMIN'],
  setup: ['ADMIN'],
  force: ['ADMIN'],
  audit: ['ADMIN', 'EXEC'],
};
const FOR_HEADS: readonly Verb[] = ['review', 'approve', 'reject', 'delegate'];

function isFor(talk: Talk, verb: Verb): boolean {
  if (FOR_HEADS.includes(verb))
    return [talk.person, ...talk.actor.standsInFor].some((p) =>
      p.memberships.some((m) => m.isHead || m.role.startsWith('EXEC')),
    );
  const rights = FOR[verb];
  return rights === undefined || hasAnyRight(talk.actor, rights);
}

/** The verbs this person would use. */
export function verbsFor(talk: Talk): readonly Verb[] {
  return (Object.keys(VERBS) as Verb[]).filter((verb) => isFor(talk, verb));
}

/** The name of a verb in the reader's language, as it can be typed. */
export function nameOf(talk: Talk, verb: Verb): string {
  return text(talk, `verb.${verb}`);
}

/** A button that types a command. */
export function runButton(label: string, verb: Verb, rest: string): Button {
  return {
    kind: 'button',
    label,
    action: 'command.run',
    value: { verb, ...(rest !== '' && { rest: rest.slice(0, 300) }) },
  };
}

/** `help`: a menu by what this person may do. `help <verb>`: one line and an example. */
export function help(talk: Talk, rest: string): Reply {
  const word = rest.trim().split(/\s+/)[0] ?? '';
  const verb = word === '' ? null : verbSaid(word);
  const entry = (v: Verb) => ({ usage: nameOf(talk, v), summary: text(talk, `help.${v}`) });
  if (verb) {
    const others = (VERBS[verb] as readonly string[])
      .filter((w) => w !== nameOf(talk, verb))
      .slice(0, 6)
      .join(' · ');
    const summary =
      others === ''
        ? entry(verb).summary
        : `${entry(verb).summary} ${text(talk, 'reply.other_names', { names: others })}`;
    return {
      kind: 'card',
      card: drawHelp(
        [{ usage: nameOf(talk, verb), summary, example: `/urgent-order ${text(talk, `example.${verb}`)}` }],
        talk.voice,
      ),
    };
  }
  return { kind: 'card', card: drawHelp(verbsFor(talk).map(entry), talk.voice) };
}

/** Never "unknown command" alone: what may have been meant, one press away. */
export function unknownCommand(talk: Talk, said: Extract<Said, { kind: 'unknown' }>): Reply {
  const buttons: Button[] =
    said.near === null
      ? []
      : [runButton(`${nameOf(talk, said.near)} ${clip(said.rest, 20)}`.trim(), said.near, said.rest)];
  const typed = clip(`${said.word} ${said.rest}`.trim(), 60);
  if (/\d/.test(typed) || said.rest !== '')
    buttons.push(runButton(text(talk, 'reply.search_for', { text: clip(typed, 20) }), 'search', typed));
  const card = drawDidYouMean(
    text(talk, said.near === null ? 'reply.not_understood' : 'reply.not_understood_near', { typed }),
    buttons,
    talk.voice,
  );
  return { kind: 'card', card: { ...card, title: text(talk, 'reply.not_understood_title') } };
}
