import { companyForms } from './company.ts';
import { confirmForm } from './confirm.ts';
import { decisionForms } from './decisions.ts';
import type { FormDefinition } from './definition.ts';
import { intakeForms } from './intake.ts';
import { newOrderForm } from './new-order.ts';
import { reviewForms } from './review.ts';

/** Every form there is, by its id (also the id in `form.open` buttons). */
const FORMS: Readonly<Record<string, FormDefinition>> = {
  new: newOrderForm,
  confirm: confirmForm,
  ...intakeForms,
  ...reviewForms,
  ...decisionForms,
  ...companyForms,
};

/** The form of an id, which comes from outside; null for one that does not exist. */
export function formNamed(id: string): FormDefinition | null {
  return Object.hasOwn(FORMS, id) ? (FORMS[id] ?? null) : null;
}
