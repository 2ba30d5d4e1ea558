import type { CardModel } from '../app/card-models.ts';
import type { Voice } from '../i18n/translate.ts';
import type { Card } from './card.ts';
import { fitCard } from './fit-card.ts';
import { confirmAsk, returnedFix } from './views/confirm.ts';
import { execRequest } from './views/exec.ts';
import { intakeCheck } from './views/intake.ts';
import { negotiationBoard } from './views/negotiation.ts';
import { orderLine } from './views/order-line.ts';
import { orderLiving } from './views/order-living.ts';
import { orderNotice } from './views/order-notice.ts';
import { orderSheet } from './views/order-sheet.ts';
import { obligationReminder } from './views/reminder.ts';
import { delegationNote, fallbackWarning, leadCard, statusRequest } from './views/requests.ts';
import { reviewQuestion } from './views/review-question.ts';
import { reviewReport } from './views/review-report.ts';
import { reviewTask } from './views/review-task.ts';
import { setupAsk, setupTest } from './views/setup.ts';

/** Any posted card, in one language. The same model in another voice is the same card for other readers. */
export function drawCard(model: CardModel, voice: Voice): Card {
  return fitCard(draw(model, voice));
}

function draw(model: CardModel, voice: Voice): Card {
  switch (model.view) {
    case 'order.line':
      return orderLine(model, voice);
    case 'order.living':
      return orderLiving(model, voice);
    case 'order.sheet':
      return orderSheet(model, voice);
    case 'order.notice':
      return orderNotice(model, voice);
    case 'intake.check':
      return intakeCheck(model, voice);
    case 'confirm.ask':
      return confirmAsk(model, voice);
    case 'returned.fix':
      return returnedFix(model, voice);
    case 'review.task':
      return reviewTask(model, voice);
    case 'review.question':
      return reviewQuestion(model, voice);
    case 'review.report':
      return reviewReport(model, voice);
    case 'negotiation.board':
      return negotiationBoard(model, voice);
    case 'exec.request':
      return execRequest(model, voice);
    case 'obligation.reminder':
      return obligationReminder(model, voice);
    case 'status.request':
      return statusRequest(model, voice);
    case 'lead.card':
      return leadCard(model, voice);
    case 'delegation.note':
      return delegationNote(model, voice);
    case 'setup.ask':
      return setupAsk(model, voice);
    case 'setup.test':
      return setupTest(model, voice);
    case 'fallback.warning':
      return fallbackWarning(model, voice);
  }
}
