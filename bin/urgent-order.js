#!/usr/bin/env node
// The one way in: finds a Node that is new enough, makes sure the database client is generated, then runs src/main.ts.
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { ensureGenerated } from './ensure-generated.js';
import { isRunningOnUsableNode } from './node-version.js';

if (isRunningOnUsableNode()) {
  // Kept inside the installation: a cache in the shared temporary directory could be written by another user.
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/urgent-order', import.meta.url)));
  if (ensureGenerated()) {
    // Written once everything is loaded, and not only at the end: a server may run for months or be killed.
    setTimeout(() => module.flushCompileCache(), 3_000).unref();
    await import('../src/main.ts');
  }
}
