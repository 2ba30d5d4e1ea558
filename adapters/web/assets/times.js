import { language, onEverySwap } from './page.js';

/** The demo clock runs on between two drawings, and "in 2 hours" follows it. */

const timeZone = document.body.dataset.zone;
// As the server writes it (render/time.ts): 11/27, 27 Nov.
const isEnglish = language === 'en';
const day = new Intl.DateTimeFormat(isEnglish ? 'en-GB' : language, {
  timeZone,
  month: isEnglish ? 'short' : 'numeric',
  day: 'numeric',
});
const clock = new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

let drawnAt = { shown: null, now: Number(document.body.dataset.now), since: performance.now() };

function now() {
  return drawnAt.now + (performance.now() - drawnAt.since);
}

function sayRelative(ms) {
  const [unit, size] = UNITS.find(([, size]) => Math.abs(ms) >= size) ?? UNITS[2];
  return relative.format(Math.round(ms / size), unit);
}

function draw() {
  const face = document.querySelector('[data-clock]');
  if (face && face.dataset.clock !== drawnAt.shown) {
    drawnAt = { shown: face.dataset.clock, now: Number(face.dataset.clock), since: performance.now() };
  }
  if (face) face.textContent = `${day.format(now())} ${clock.format(now())}`;
  for (const time of document.querySelectorAll('time[data-relative]')) {
    time.textContent = sayRelative(Date.parse(time.dateTime) - now());
  }
}

export function startClock() {
  onEverySwap(draw);
  setInterval(draw, 5000);
}
