/**
 * Days off in Taiwan, weekends inside a long holiday included. `work` are Saturdays worked instead of a day off.
 *
 * Source: Office calendars of the Directorate-General of Personnel Administration (行政院人事行政總處, dgpa.gov.tw):
 * 2025 as revised on 2025-06-13 (院授人培字第11430248311號: teachers' day, retrocession day and constitution day are new),
 * 2026 of the same day (第11430248312號: 120 days off, nine long holidays, no worked Saturdays),
 * 2027 read from a public copy of the calendar and found equal to the rules of the 2025 act (紀念日及節日實施條例).
 * 2025-05-01 is not in the office calendar of 2025, but workers had the day off by the labour law (勞動基準法 §37).
 */
export const TAIWAN_YEARS: Readonly<
  Record<number, { readonly off: readonly string[]; readonly work: readonly string[] }>
> = {
  2025: {
    off: [
      '01-01',
      '01-25/02-02',
      '02-28/03-02',
      '04-03/04-06',
      '05-01',
      '05-30/06-01',
      '09-27/09-29',
      '10-04/10-06',
      '10-10/10-12',
      '10-24/10-26',
      '12-25',
    ],
    work: ['02-08'],
  },
  2026: {
    off: [
      '01-01',
      '02-14/02-22',
      '02-27/03-01',
      '04-03/04-06',
      '05-01/05-03',
      '06-19/06-21',
      '09-25/09-28',
      '10-09/10-11',
      '10-24/10-26',
      '12-25/12-27',
    ],
    work: [],
  },
  2027: {
    off: [
      '01-01/01-03',
      '02-04/02-10',
      '02-27/03-01',
      '04-03/04-06',
      '04-30/05-02',
      '06-09',
      '09-15',
      '09-28',
      '10-09/10-11',
      '10-23/10-25',
      '12-24/12-26',
      '12-31',
    ],
    work: [],
  },
};
