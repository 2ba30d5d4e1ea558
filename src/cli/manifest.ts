import { readOptions, runCommand, UsageError } from './command-line.ts';
import { slackManifestText } from './slack-manifest.ts';

const USAGE = 'manifest [--url https://orders.example.com]';

/** `urgent-order manifest`: the Slack app's manifest; with `--url` the one whose requests come by HTTP. */
export async function run(args: readonly string[]): Promise<number> {
  return runCommand(async () => {
    const { url } = readOptions(args, { url: { type: 'string' } }, USAGE);
    if (url !== undefined && !isReachable(url))
      throw new UsageError(`--url takes the public address of this server, https://…, not "${url}".`);
    process.stdout.write(slackManifestText(url ?? null));
    return 0;
  });
}

/** Slack calls nothing but HTTPS, and no path, query or name of a user in front of ours. */
function isReachable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, search, hash } = new URL(url);
  return protocol === 'https:' && username === '' && search === '' && hash === '';
}
