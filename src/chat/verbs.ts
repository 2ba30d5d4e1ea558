import { NOTHING } from './forms/definition.ts';
import { openForm } from './forms/open-form.ts';
import type { Said, Verb } from './grammar.ts';
import type { Reply } from './interaction.ts';
import type { Talk } from './talk.ts';
import {
  checkIntake,
  decideBy,
  forceBy,
  negotiateBy,
  openAbout,
  remindBy,
  resumeBy,
  reviewBy,
} from './verbs/acting.ts';
import { audit } from './verbs/audit.ts';
import { delegateBy, peopleBy, settingsBy, setupBy } from './verbs/company.ts';
import { help, unknownCommand } from './verbs/help.ts';
import { newBy } from './verbs/new-order.ts';
import { list, mine, search, showByName } from './verbs/reading.ts';

type Run = (talk: Talk, rest: string) => Promise<Reply>;

/** What each verb does with the words after it. An order's name comes first; in the order's channel it may be left out. */
const RUN: Readonly<Record<Verb, Run>> = {
  new: newBy,
  list,
  mine: (talk) => mine(talk),
  show: showByName,
  search,
  confirm: openAbout('confirm'),
  return: openAbout('return'),
  check: checkIntake,
  resubmit: openAbout('resubmit'),
  review: reviewBy('review'),
  approve: reviewBy('approve'),
  reject: reviewBy('reject'),
  negotiate: negotiateBy,
  decide: decideBy,
  withdraw: openAbout('withdraw'),
  hold: openAbout('hold'),
  resume: resumeBy,
  wait: openAbout('wait'),
  delegate: delegateBy,
  remind: remindBy,
  status: openAbout('status'),
  settings: settingsBy,
  people: peopleBy,
  setup: setupBy,
  force: forceBy,
  audit,
  help: async (talk, rest) => help(talk, rest),
};

export async function runCommand(talk: Talk, said: Said): Promise<Reply> {
  switch (said.kind) {
    case 'bare':
      return talk.roomOrderId ? showByName(talk, '') : openForm(talk, 'new', NOTHING);
    case 'verb':
      return RUN[said.verb](talk, said.rest);
    case 'order':
      return newBy(talk, said.text);
    case 'unknown':
      return unknownCommand(talk, said);
  }
}
