import { executionAndReports } from './ex.ts';
import { jewelleryOrderManagement } from './jw.ts';
import { officeOrderManagement } from './of.ts';
import { projectAndPurchase } from './pj.ts';
import type { RequirementGroup } from './requirement.ts';
import { urgentOrderPolicy } from './uo.ts';
import { crossCutting } from './xd.ts';

/** Every requirement of the product, by source; the urgent-order policy leads and wins conflicts. */
export const CATALOGUE: readonly RequirementGroup[] = [
  urgentOrderPolicy,
  officeOrderManagement,
  jewelleryOrderManagement,
  projectAndPurchase,
  executionAndReports,
  crossCutting,
];
