// Plain JavaScript that runs on Node 18 and later: it decides whether the rest of the program, which needs more, can run.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The oldest Node that runs our TypeScript sources as they are (docs/adr/0002-runtime-and-sqlite.md). */
const OLDEST = [22, 18];
const BUNDLED = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];

function isRecentEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/**
 * True when this Node can run the program. Otherwise the same script is started again by the Node that `npm ci` brought
 * along, with the same arguments, signals and exit code, and the caller has nothing left to do.
 */
export function isRunningOnUsableNode() {
  if (!isRecentEnough()) return startAgain();
  // Started again by an older Node that was killed without a word: do not stay behind with its port and database.
  if (process.channel && process.env.URGENT_ORDER_LAUNCHER) {
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel.unref();
  }
  delete process.env.URGENT_ORDER_LAUNCHER;
  return true;
}

function startAgain() {
  if (!existsSync(BUNDLED) || realpathSync(BUNDLED) === realpathSync(process.execPath)) {
    console.error(
      `urgent-order needs Node ${OLDEST.join('.')} or later; this is Node ${process.versions.node}, and no newer one is in node_modules.\n` +
        'Either run "npm ci" without --omit=optional (on Linux x64 and arm64 it brings Node 24 along),\n' +
        'or install Node 24 (https://nodejs.org) and start again.',
    );
    process.exitCode = 1;
    return false;
  }
  const child = spawn(BUNDLED, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, URGENT_ORDER_LAUNCHER: String(process.pid) },
  });
  for (const signal of FORWARDED) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both of us; a second one would read as "now, at once".
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`Cannot start ${BUNDLED}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    // The shell's way of saying "ended by a signal", so that supervisors see the same as without us in between.
    process.exit(code ?? 128 + (signal ? (constants.signals[signal] ?? 0) : 0));
  });
  return false;
}
