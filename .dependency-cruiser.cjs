/**
 * The dependency rule of the house, as dependency-cruiser reads it.
 *
 *   domain ← app ← chat ← adapters        i18n is a leaf that everyone may read
 *   store implements app's ports          delivery uses app and chat
 *   only compose.ts and the commands of the command line know every part
 *
 * `test/architecture/imports.test.ts` plants one violation per rule and sees each rule fire: a rule without its plant
 * there is a failing test.
 */

const SOURCES = '^(src|adapters)/';

/** A package by its name, wherever its files are resolved to (and also when it is not installed at all). */
const packages = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`;

/** Everything that is not a file of ours: Node's own modules and packages, installed or not. */
const OUTSIDE = ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'unknown'];

/** A layer and the only folders of ours it may import. Packages are the business of the rules further down. */
const mayImport = (layer, allowed, comment) => ({
  name: `${layer}-imports`,
  comment,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: SOURCES, pathNot: [`^src/${layer}/`, ...allowed] },
});

/** Packages that belong to one place, so that replacing them touches one place. */
const belongsTo = (name, packagePattern, homes, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: SOURCES, pathNot: homes },
  to: { path: packagePattern },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    // — The layers ————————————————————————————————————————————————————————————————————————————————————————————————————
    mayImport('domain', ['^src/i18n/'], 'The domain knows nobody: it is the policy as pure functions.'),
    {
      name: 'domain-speaks-no-language',
      comment: 'A refusal carries a key of the catalogue, and the compiler checks the key: its type, never the words.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { path: '^src/i18n/', dependencyTypesNot: ['type-only'] },
    },
    mayImport('i18n', [], 'The catalogues are a leaf: everyone may read them, they read nobody.'),
    mayImport('app', ['^src/(domain|i18n)/'], 'The app knows the domain; what it needs from outside is a port.'),
    mayImport('chat', ['^src/(app|domain|i18n)/'], 'The conversation is free of platforms, storage and delivery.'),
    mayImport('delivery', ['^src/(chat|app|domain|i18n)/'], 'Delivery draws with chat and reads through app.'),
    mayImport(
      'store',
      ['^src/app/(ports|rows|jobs|settings|log|lost-race|delivery)', '^src/(domain|generated)/'],
      'The store implements ports, with the types and values they are made of; it decides nothing.',
    ),
    mayImport('http', ['^src/(chat|app|domain|i18n)/'], 'The server mounts what compose.ts hands it.'),
    mayImport('board', ['^src/(app|domain|i18n)/'], 'The board is pages over the queries of app.'),
    {
      name: 'adapters-know-chat-only',
      comment: 'A platform is translated, not reasoned about. Plain types of the domain come through src/chat.',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/' },
      to: { path: SOURCES, pathNot: ['^adapters/$1/', '^src/(chat|i18n)/'] },
    },
    {
      name: 'only-compose-knows-the-parts',
      comment: 'store, delivery, http, board and the adapters are put together in one place.',
      severity: 'error',
      from: { path: '^(?:src|adapters)/([^/]+)', pathNot: ['^src/(compose|main)\\.ts$', '^src/(cli|compose|demo)/'] },
      to: {
        path: ['^src/(store|delivery|http|board|cli)/', '^src/(compose|main)\\.ts$', '^adapters/'],
        pathNot: ['^(src|adapters)/$1/'],
      },
    },

    // — Purity ————————————————————————————————————————————————————————————————————————————————————————————————————————
    {
      name: 'domain-is-pure',
      comment: 'No clock, no I/O, no framework in the domain. Add a package here only if it is a pure function.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: {
        dependencyTypes: OUTSIDE,
        pathNot: ['^\\.', packages('dayjs', 'chinese-days')],
      },
    },
    {
      name: 'i18n-is-pure',
      comment: 'Catalogues are data and plain functions.',
      severity: 'error',
      from: { path: '^src/i18n/' },
      to: { dependencyTypes: OUTSIDE, pathNot: '^\\.' },
    },

    // — Packages with one home ————————————————————————————————————————————————————————————————————————————————————————
    belongsTo(
      'prisma-in-store',
      packages('@prisma/[^/]+', 'prisma'),
      ['^src/(store|generated)/'],
      'Prisma stays in the store.',
    ),
    {
      name: 'generated-client-in-store',
      comment: 'The generated client is an implementation detail of the store.',
      severity: 'error',
      from: { path: SOURCES, pathNot: '^src/(store|generated)/' },
      to: { path: '^src/generated/' },
    },
    belongsTo('sqlite-in-store', '^(node:)?sqlite$', ['^src/store/'], 'SQL is spoken in the store only.'),
    belongsTo(
      'slack-in-its-adapter',
      packages('@slack/[^/]+'),
      ['^adapters/slack/'],
      'Slack is known to its adapter only.',
    ),
    belongsTo(
      'lark-in-its-adapter',
      packages('@larksuiteoapi/[^/]+'),
      ['^adapters/lark/'],
      'Lark is known to its adapter only.',
    ),
    belongsTo(
      'web-libraries-where-pages-are',
      packages('hono', '@hono/[^/]+', 'ws', 'htmx\\.org'),
      ['^adapters/web/', '^src/(http|board)/'],
      'HTTP and pages: the server, the board and the playground.',
    ),
    belongsTo(
      'cron-in-delivery',
      packages('node-cron'),
      ['^src/delivery/'],
      'A ring of the clock only adds a job; only delivery listens.',
    ),

    // — The whole house ———————————————————————————————————————————————————————————————————————————————————————————————
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: { path: SOURCES, pathNot: '^src/generated/' },
      to: { circular: true },
    },
    {
      name: 'sources-do-not-import-tests',
      comment: 'What is shipped does not need what checks it.',
      severity: 'error',
      from: { path: SOURCES },
      to: { path: '^(test|scripts|bench|bin)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'A package that is only in devDependencies is absent in production. Types are fine: they are erased.',
      severity: 'error',
      from: { path: SOURCES },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: ['node_modules/@types/'] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere: a typo, or a package that is not in package.json.',
      severity: 'error',
      from: { path: SOURCES, pathNot: '^src/generated/' },
      to: { couldNotResolve: true, pathNot: '^src/generated/|/generated/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^src/generated/'] },
    // Type-only imports couple as much as others do: the rule is about knowledge, not about bytes.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    skipAnalysisNotInRules: true,
  },
};
