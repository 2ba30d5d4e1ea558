import type { Catalogue } from '../catalogue.ts';
import type { refusals as source } from '../zh-cn/refusals.ts';
import { fields } from './fields.ts';
import { terms } from './terms.ts';

export const refusals = {
  'refusal.wrong_state': (p: { action: string; state: string }) =>
    `The order is now “${p.state}”, so “${p.action}” is not possible.`,
  'refusal.not_yours': (p: { action: string; who: string }) => `“${p.action}” is up to: ${p.who}.`,
  'refusal.on_hold': (p: { reason: string; by: string }) =>
    `${p.by} put the order on hold (${p.reason}). It can go on once it is resumed.`,
  'refusal.facts_missing': (p: { fields: string }) => `Still missing: ${p.fields}.`,
  'refusal.date_past': (p: { date: string }) =>
    `The required delivery, ${p.date}, has already passed. Please enter a later time.`,
  'refusal.faults_missing': 'Please write what is missing or wrong, so that sales knows what to correct.',
  'refusal.intake_open':
    'The intake check has not passed yet. The order coordinator or the head of sales has to check the order first.',
  'refusal.evidence_missing': 'Please give evidence (phone note, email, signed paper …).',
  'refusal.reason_missing': 'Please give a reason.',
  'refusal.question_missing': 'Please write your question.',
  'refusal.preliminary_open':
    'The preliminary review still has points that are not in order. Negotiate them, or let leadership clear them.',
  'refusal.preliminary_in_order': 'All four points of the preliminary review are in order; nothing to negotiate.',
  'refusal.no_reviewers':
    'There is no department to ask for a review. Please ask an administrator to set the review rules.',
  'refusal.no_review_open': (p: { department: string }) =>
    `There is nothing on this order for ${p.department} to review.`,
  'refusal.already_decided': (p: { department: string; decision: string; by: string; at: string }) =>
    `${p.by} already gave the decision of ${p.department} on ${p.at}: ${p.decision}. To change it, press “${terms['action.change_answer']}”.`,
  'refusal.round_closed': 'This review round is closed and can no longer be changed.',
  'refusal.nothing_decided': 'There is no decision to change yet; simply give yours.',
  'refusal.not_your_decision': (p: { by: string }) =>
    `This is the decision of ${p.by}. Only they or their delegate can change it.`,
  'refusal.no_question_open': 'No question is waiting for an answer.',
  'refusal.earliest_missing': `To reject, fill in “${fields['field.earliest']}” or tick “${fields['field.impossible']}”.`,
  'refusal.condition_missing': 'Please write the condition.',
  'refusal.answers_missing': (p: { questions: string }) => `Not answered yet: ${p.questions}.`,
  'refusal.own_submission': 'You submitted this order, so someone else has to decide on it.',
  'refusal.nothing_rejected': 'No department has rejected or set a condition yet, so the round cannot be ended early.',
  'refusal.review_incomplete': (p: { departments: string }) => `Still waiting for: ${p.departments}.`,
  'refusal.review_not_failed': 'This round has no open rejection or condition.',
  'refusal.no_exec_needed': 'This order does not need approval by leadership.',
  'refusal.exec_needed': 'This order still needs approval by leadership.',
  'refusal.round_limit': 'The limit of negotiations is reached; leadership decides now.',
  'refusal.below_round_limit': 'The limit of negotiations is not reached yet; please keep negotiating.',
  'refusal.option_missing': 'Please choose an option.',
  'refusal.option_closed': 'This option already has a result. Please choose another one.',
  'refusal.no_round_held': 'The departments have not reviewed the order yet.',
  'refusal.round_held': 'The departments have already reviewed the order.',
  'refusal.override_reason_missing':
    'A department or the preliminary review is against it. To accept the order anyway, please give a reason.',
  'refusal.already_held': (p: { by: string; at: string }) => `${p.by} put the order on hold on ${p.at}.`,
  'refusal.not_on_hold': 'The order is not on hold.',
  'refusal.already_waiting': 'The order is already marked as waiting for the customer.',
  'refusal.not_waiting': 'The order is not waiting for the customer.',
  'refusal.unknown_order': (p: { text: string }) => `There is no order “${p.text}”.`,
  'refusal.not_visible': 'This order is confidential; only the people taking part can see it.',
  'refusal.unknown_person': (p: { admins: string }) =>
    `I do not know you yet. Please contact an administrator: ${p.admins}.`,
  'refusal.inactive_person': (p: { admins: string }) =>
    `Your account is switched off. Please contact an administrator: ${p.admins}.`,
  'refusal.outdated': 'What you see is out of date: the order has changed. Please look at the difference, then decide.',
  'refusal.invalid': (p: { field: string }) => `“${p.field}” is not filled in correctly.`,
  'refusal.set_in_file': (p: { key: string }) =>
    `“${p.key}” is set in the configuration file. Please change it there and restart.`,
  'refusal.too_soon': (p: { wait: string }) => `A reminder has just been sent. Please try again in ${p.wait}.`,
  'refusal.nobody_waiting': 'There is nobody to remind right now.',
  'refusal.no_delegate_self': 'You cannot be your own delegate.',
  'refusal.period_invalid': 'The end must be after the start, and in the future.',
  'refusal.already_answered': (p: { by: string; at: string }) => `${p.by} already answered on ${p.at}.`,
  'refusal.setup_code_wrong': 'The setup code is not right. Please use the latest one in the start log.',
  'refusal.last_admin': 'At least one administrator has to remain.',
  'refusal.force_target': 'The order cannot be forced into this state.',
  'refusal.no_effect': 'Nothing has changed.',
} as const satisfies Catalogue<typeof source>;
