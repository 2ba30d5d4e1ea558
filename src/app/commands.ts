import * as company from './commands/company.ts';
import { confirmOrder } from './commands/confirmation.ts';
import * as delegations from './commands/delegations.ts';
import * as endings from './commands/endings.ts';
import * as identification from './commands/identification.ts';
import * as leadership from './commands/leadership.ts';
import { handOverLead } from './commands/leads.ts';
import * as negotiations from './commands/negotiations.ts';
import * as pauses from './commands/pauses.ts';
import { refusedAccess } from './commands/refused-access.ts';
import * as requests from './commands/requests.ts';
import * as reviews from './commands/reviews.ts';
import { syncPeople } from './commands/sync-people.ts';

/** Every command there is: one choke point, and "go to definition" works. Keyed by the name the gate knows it by. */
export const COMMANDS = {
  new: identification.newOrder,
  return: identification.returnOrder,
  resubmit: identification.resubmitOrder,
  pass_intake: identification.passIntake,
  confirm: confirmOrder,
  withdraw: endings.withdrawOrder,
  abandon: endings.abandonOrder,
  hold: pauses.holdOrder,
  resume: pauses.resumeOrder,
  wait: pauses.waitForCustomer,
  customer_answered: pauses.customerAnswered,
  force: endings.forceOrder,
  approve: reviews.approve,
  approve_with_conditions: reviews.approveWithConditions,
  reject: reviews.reject,
  ask_info: reviews.askForInfo,
  answer_info: reviews.answerForInfo,
  recuse: reviews.recuse,
  change_answer: reviews.changeAnswer,
  clear_condition: reviews.clearCondition,
  close_round: reviews.closeRoundEarly,
  propose: negotiations.proposeOption,
  agree: negotiations.agree,
  refuse_terms: negotiations.refuseTerms,
  exec_accept: leadership.execAccept,
  exec_conditions: leadership.execConditions,
  exec_return: leadership.execReturn,
  status: requests.askStatus,
  answer_status: requests.answerStatus,
  remind: requests.remind,
  snooze: requests.snooze,
  timer: requests.timerStep,
  sheet_delivered: requests.recordSheet,
  attach: requests.attachFile,
  upload: requests.uploadFile,
  settings: company.saveSetting,
  people: company.savePerson,
  sync_people: syncPeople,
  claim_admin: company.claimAdmin,
  setup_channel: company.bindMainRoom,
  delegate: delegations.delegate,
  undelegate: delegations.revokeDelegation,
  lead: handOverLead,
  access_refused: refusedAccess,
} as const;

export type CommandName = keyof typeof COMMANDS;
