/**
 * The playground in the browser: a small layer over htmx. The server draws, htmx swaps and morphs, this file and its
 * neighbours do what only a browser can: the socket, the composer, dialogs, uploads, theme.
 *
 * ─ Protocol (the server side reads this) ─────────────────────────────────────────────────────────────────────────────
 *
 * Pages. `base` below is `/playground/as/:userId/c/:channelId`.
 *   GET  base[?thread=:messageId][&limit=:n]        the whole page: `renderPage(view)`. `limit` = how many messages to show
 *                                                   (default 50; asked for by "older messages"). A channel the person may
 *                                                   not see (after switching persona): redirect to a channel they may.
 *   GET  base/regions?names=a,b[&thread=][&limit=][&visible=1|0]
 *                                                   `renderRegions(view, names)`; names: topbar, sidebar, conversation,
 *                                                   thread. `visible=1`: a person is looking, mark the channel as read;
 *                                                   `visible=0` (a tab in the background): do not.
 *
 * Posts. All are application/x-www-form-urlencoded (files: multipart), sent by htmx with `HX-Request: true`, and may carry
 * `thread` and `limit` of the page so that the answer can redraw it. Their answer is HTML: any of
 *     renderRegions(view, names) + renderLayer(form | null) + renderToasts(toasts)          (render/reply.ts)
 * concatenated in any order, with status 200 (also for a refusal or an invalid form: 422 is fine too). A response with the
 * header `HX-Refresh: true` reloads the page, `HX-Redirect: /…` goes elsewhere. Any other 4xx/5xx becomes a general toast.
 *   POST base/say            text, threadId?, files (0…n times, ids), token
 *   POST base/press          action, value (JSON), messageId, token
 *   POST base/form/:formId   context (JSON), token, dismissed=1 when closed without submitting, and the values: each field
 *                            as `f.<name>`, repeated for checks and files. A hidden (`when`) field is not sent. A datetime
 *                            comes as `YYYY-MM-DDTHH:mm` (the viewer's zone), a date as `YYYY-MM-DD`, or as typed text.
 *                            valid → renderLayer(null) + …; invalid → renderLayer(renderForm(form, { values, errors, a new
 *                            submitToken })): it is morphed into the open dialog, what was typed stays.
 *   POST /playground/clock   ms (forward by) or to=next_workday
 *   POST /playground/reset   → HX-Redirect: /
 *   POST /playground/locale  locale → sets the cookie, HX-Refresh: true
 * `token` is the interaction id: made anew by the browser per click or message (`say`, `press`), given by the server as
 * `submitToken` for a form; a retry after a broken connection carries the same one.
 *
 * JSON.
 *   POST /playground/as/:userId/files   multipart `file` (one) → 200 { id, name, size, type } | 4xx { error: "words" }
 *   GET  base/complete?text=            → { items: [{ insert, label, hint? }] }; `text` is what follows the command, `insert`
 *                                       replaces it
 *
 * Socket /playground/as/:userId/socket, server → browser, JSON text frames:
 *   { "type": "changed", "regions": ["sidebar", "conversation", "thread", "topbar"], "channelId": "…" | null }
 *       the browser re-fetches these (conversation and thread only if `channelId` is null or the open one) and morphs them
 *   { "type": "toast", "tone": "info", "text": "…" }      words already in the viewer's language
 *   { "type": "reload" }                                  after a reset
 * Nothing is sent browser → server. After every (re)connect the browser fetches all regions: the full state, so the server
 * may forget what it missed. A ping frame every 30 s keeps it open.
 */

import { startComposers } from './composer.js';
import { startDialogs } from './dialogs.js';
import { startForms } from './forms.js';
import { connect, startNavigation } from './live.js';
import { startMenus } from './menus.js';
import { startRequests } from './requests.js';
import { startScrolling } from './scrolling.js';
import { startTheme } from './theme-toggle.js';
import { startClock } from './times.js';
import { startToasts } from './toasts.js';

startTheme();
startToasts();
startRequests();
startScrolling();
startDialogs();
startForms();
startComposers();
startMenus();
startClock();
startNavigation();
connect();
