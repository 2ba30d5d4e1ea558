import { slackManifestText } from '../../src/cli/slack-manifest.ts';
import type { DocumentGenerator } from './generator.ts';

const HEADER = `# The Slack app (api.slack.com/apps → Create New App → From a manifest), in Socket Mode: no public address is needed.
# Generated from the list of commands by "npm run docs"; for HTTP: npx urgent-order manifest --url https://…
`;

/** `manifest.yml`: what Slack must know of the commands is the commands themselves. */
export const manifestDocument: DocumentGenerator = {
  file: 'manifest.yml',
  render: async () => `${HEADER}${slackManifestText(null)}`,
};
