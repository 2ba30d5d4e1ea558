import type { Department } from '../../domain/people.ts';
import { say, show, type Voice } from '../../i18n/translate.ts';
import type { Block, Card } from '../card.ts';
import { actions, form } from './buttons.ts';

export interface SetupModel {
  readonly greeting: string | null;
  readonly peopleCount: number;
  /** Departments the rules ask and nobody heads (XD-10). */
  readonly headless: readonly Department[];
  readonly mainRoom: string | null;
  /** [X] as saved; null while nobody has (domain §17.1 A3). */
  readonly confirmHours: number | null;
  readonly canBindHere: boolean;
}

/** The way from nothing to the first order: people and heads, main channel, [X]. What is missing has its button. */
export function drawSetup(model: SetupModel, voice: Voice): Card {
  const hasHeads = model.headless.length === 0;
  const isReady = hasHeads && model.mainRoom !== null && model.confirmHours !== null;
  const states = [hasHeads, model.mainRoom !== null, model.confirmHours !== null];
  const now = states.indexOf(false);
  const stateOf = (i: number) => (states[i] ? ('done' as const) : i === now ? ('now' as const) : ('next' as const));
  const labels = [
    say(voice, 'setup_guide.step_people'),
    say(voice, 'setup_guide.step_channel'),
    say(voice, 'setup_guide.step_hours'),
  ];
  const rows: Block = {
    kind: 'list',
    items: [
      {
        text: hasHeads
          ? say(voice, 'setup_guide.people_done', { count: model.peopleCount })
          : say(voice, 'setup_guide.people_missing', {
              departments: show(voice, { list: model.headless.map((d) => ({ term: `role.${d}` })) }),
            }),
        tone: hasHeads ? 'good' : 'warning',
      },
      {
        text:
          model.mainRoom === null
            ? say(voice, 'setup_guide.channel_missing')
            : say(voice, 'setup_guide.channel_done', { channel: model.mainRoom }),
        tone: model.mainRoom === null ? 'warning' : 'good',
      },
      {
        text:
          model.confirmHours === null
            ? say(voice, 'setup_guide.hours_missing')
            : say(voice, 'setup_guide.hours_done', { hours: model.confirmHours }),
        tone: model.confirmHours === null ? 'warning' : 'good',
      },
    ],
  };
  return {
    title: say(voice, 'setup_guide.title'),
    tone: isReady ? 'good' : 'info',
    summary: say(voice, 'setup_guide.title'),
    blocks: [
      ...(model.greeting === null ? [] : [{ kind: 'text' as const, text: model.greeting }]),
      { kind: 'steps', steps: labels.map((label, i) => ({ label, state: stateOf(i) })) },
      rows,
      ...(isReady ? [{ kind: 'text' as const, text: say(voice, 'setup_guide.ready') }] : []),
      ...actions([
        {
          kind: 'button',
          label: say(voice, 'form.person_add'),
          action: 'form.open',
          value: { form: 'person' },
          ...(!hasHeads && { style: 'primary' as const }),
        },
        ...(model.canBindHere
          ? [
              {
                kind: 'button' as const,
                label: say(voice, 'setup_guide.bind_here'),
                action: 'form.open',
                value: { form: 'setup_channel' },
              },
            ]
          : []),
        form(voice, 'setting', null, { subject: 'confirm_hours' }),
      ]),
    ],
  };
}
