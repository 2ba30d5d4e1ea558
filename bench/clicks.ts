import { Agent, request } from 'node:http';
import { directId } from '../adapters/web/names.ts';
import { answersOf, type Review } from './orders.ts';

export interface Response {
  readonly status: number;
  readonly text: string;
}

/** A browser's connections: kept open, as many as are needed. */
export interface Browser {
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Response>;
  close(): void;
}

export function openBrowser(url: string): Browser {
  const agent = new Agent({ keepAlive: true });
  const headers = {
    origin: url,
    'sec-fetch-site': 'same-origin',
    'hx-request': 'true',
    'accept-language': 'zh-CN',
    'content-type': 'application/x-www-form-urlencoded',
  };
  return {
    post(path, fields) {
      const body = new URLSearchParams(fields).toString();
      const options = { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } };
      return new Promise((resolve, reject) => {
        function send(): void {
          const sent = request(url + path, options, (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () =>
              resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
            );
          });
          // As a browser does: a kept connection that the server has just given up is no answer.
          const isStale = (error: NodeJS.ErrnoException) => sent.reusedSocket && error.code === 'ECONNRESET';
          sent.on('error', (error) => (isStale(error) ? send() : reject(error)));
          sent.end(body);
        }
        send();
      });
    },
    close: () => agent.destroy(),
  };
}

let pressed = 0;

export function freshToken(): string {
  pressed += 1;
  return `bench-${process.pid}-${String(pressed).padStart(8, '0')}`;
}

export function pathOf(userId: string, what: string): string {
  return `/playground/as/${userId}/c/${directId(userId)}/${what}`;
}

/** Presses the button that opens the form of a yes; gives back the form's own token. */
export async function openApproval(browser: Browser, { userId, orderId, department, seen }: Review): Promise<string> {
  const value = { form: 'approve', order: orderId, subject: department, rev: seen.revision, ver: seen.version };
  const { status, text } = await browser.post(pathOf(userId, 'press'), {
    action: 'form.open',
    value: JSON.stringify(value),
    messageId: '',
    token: freshToken(),
  });
  const token = /name="token" value="([\w-]+)"/.exec(text)?.[1];
  if (status !== 200 || token === undefined) throw new Error(`the form did not open: ${status} ${text.slice(0, 600)}`);
  return token;
}

/** What the browser sends when the form of a yes is submitted. */
export function approvalFields({ orderId, department, seen }: Review, token: string): Readonly<Record<string, string>> {
  const context = { order: orderId, subject: department, rev: String(seen.revision), ver: String(seen.version) };
  const answers = Object.entries(answersOf(department)).map(([key, text]) => [`f.q_${key}`, text]);
  return {
    token,
    context: JSON.stringify(context),
    ...Object.fromEntries(answers),
    'f.why': '',
    'f.risk': '',
    'f.likelihood': '',
    'f.impact': '',
    'f.response': '',
  };
}

/** The one click that is measured: the form of a yes is submitted. */
export async function approve(browser: Browser, review: Review, token: string): Promise<Response> {
  const response = await browser.post(pathOf(review.userId, 'form/approve'), approvalFields(review, token));
  if (response.status !== 200 || !response.text.includes('tone-good'))
    throw new Error(`not approved: ${response.status} ${response.text.slice(0, 600)}`);
  return response;
}
