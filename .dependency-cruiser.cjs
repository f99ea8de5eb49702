/** The layers of docs/architecture.md, enforced: whoever breaks one sees its reason here. */
module.exports = {
  forbidden: [
    {
      name: 'core-is-alone',
      comment: 'The domain knows its own ports and nothing of channels, HTTP, stores or templates.',
      severity: 'error',
      from: { path: '^src/core' },
      to: { path: '^src/(?!core)' },
    },
    {
      name: 'core-has-no-infrastructure',
      comment: 'Libraries of the outer layers stay outside, so that core can be tested as functions.',
      severity: 'error',
      from: { path: '^src/core' },
      to: { path: 'node_modules/(mongoose|mongodb|lmdb|fastify|imapflow|nodemailer|pino)/' },
    },
    {
      name: 'channel-sees-contract-only',
      comment: 'A channel is one folder on the contract and the model; it never reaches into the hub.',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/' },
      to: { path: '^src/', pathNot: '^src/(channels/channel\\.ts$|core/model/|channels/$1/)' },
    },
    {
      name: 'embedded-is-alone',
      comment: 'The embedded store is a database server: it knows nothing of the hub.',
      severity: 'error',
      from: { path: '^src/embedded' },
      to: { path: '^src/(?!embedded)' },
    },
    {
      name: 'templates-see-model-only',
      severity: 'error',
      comment: 'Texts are rendered from values; they look nothing up.',
      from: { path: '^src/templates' },
      to: { path: '^src/(?!templates|core)' },
    },
    {
      name: 'nobody-names-a-channel',
      comment: 'Channels are discovered; the command line may use the mail reader for `hub mail inspect`.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(channels|cli)/' },
      to: { path: '^src/channels/[^/]+/' },
    },
    {
      name: 'pages-take-types-only',
      comment: 'The pages know the hub by its types, and share its words; its code stays on the server.',
      severity: 'error',
      from: { path: '^web/' },
      to: {
        path: '^src/',
        pathNot: '^src/core/[a-z]+/[a-z]+-words[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'words-are-alone',
      comment: 'Words that pages share must not bring the hub’s code along.',
      severity: 'error',
      from: { path: '^src/core/[a-z]+/[a-z]+-words[.]ts$' },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'server-knows-no-pages',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^web/' },
    },
    {
      name: 'citizens-load-no-antd',
      comment: 'Citizens come with old phones and slow nets; the desk has its own chunks.',
      severity: 'error',
      from: { path: '^web/src/(?!desk/)' },
      to: { path: '(node_modules/(antd|@ant-design|@rc-component)/|^web/src/desk/)' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['import', 'node', 'default'],
    },
    extraExtensionsToScan: ['.json'],
  },
};
