/** Tests that run the real Pulumi CLI: slow, and few at a time. */
const engineFolders = ["<rootDir>/test/engine/", "<rootDir>/test/sandbox/engine/"];

// swc only strips types, which `npm run check` checks; a compiler that checks takes seconds for each cold file.
const stripped = (syntax) => [
  "@swc/jest",
  { swcrc: false, jsc: { target: "es2022", parser: { syntax } }, module: { type: "commonjs" } },
];

/** Packages that are ES modules only: Node's `require` reads them, and Jest's does from Node 24.9 on. */
const modules =
  "@octokit|before-after-hook|content-type|d3-[a-z-]+|internmap|json-with-bigint|universal-user-agent";

/** @type {import("jest").Config} */
const shared = {
  testEnvironment: "node",
  transform: {
    "^.+\\.(?:ts|mjs)$": stripped("typescript"),
    [`/node_modules/(?:${modules})/.+\\.js$`]: stripped("ecmascript"),
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${modules})/)`],
  cacheDirectory: "<rootDir>/.belfry/cache/jest",
  // Generated projects in there have a package.json of the same name.
  modulePathIgnorePatterns: ["<rootDir>/.belfry/"],
};

/** @type {import("jest").Config} */
module.exports = {
  testTimeout: 20_000,
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: engineFolders,
    },
    {
      ...shared,
      displayName: "engine",
      testMatch: engineFolders.map((folder) => `${folder}**/*.test.ts`),
      globalSetup: "<rootDir>/toolchain/jest-engine-setup.mjs",
      // Jest takes testTimeout from the whole run only, not from a project.
      setupFilesAfterEnv: ["<rootDir>/toolchain/jest-engine-timeout.cjs"],
    },
  ],
};
