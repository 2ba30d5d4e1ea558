/**
 * What our cost is measured against: node:http and one insert as durable as ours (WAL, synchronous=FULL, the same disk),
 * nothing else. It reads the same body and answers about as much.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { answerAsks, cpuMicros } from './asks.ts';

const database = new DatabaseSync(process.env.BENCH_DATABASE ?? '');
database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
database.exec('CREATE TABLE "Click" ("id" TEXT PRIMARY KEY, "at" INTEGER NOT NULL, "body" TEXT NOT NULL)');
const insert = database.prepare('INSERT INTO "Click" ("id", "at", "body") VALUES (?, ?, ?)');

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const posted = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    insert.run(posted.get('token') ?? '', Date.now(), posted.toString());
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>done</p>');
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

answerAsks({
  url: async () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  cpu: async () => cpuMicros(),
  stop: async () => {
    server.closeAllConnections();
    server.close();
    database.close();
    return null;
  },
});
