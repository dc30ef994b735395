/** Tests that run the real Pulumi CLI: slow, and few at a time. */
const engineFolders = ["<rootDir>/test/engine/", "<rootDir>/test/sandbox/engine/"];

/** @type {import("jest").Config} */
const shared = {
  testEnvironment: "node",
  // swc only strips types, which `npm run check` checks; a compiler that checks takes seconds for each cold file.
  transform: {
    "^.+\\.(?:ts|mjs)$": [
      "@swc/jest",
      {
        swcrc: false,
        jsc: { target: "es2022", parser: { syntax: "typescript" } },
        module: { type: "commonjs" },
      },
    ],
  },
  // D3 comes as ES modules only, which Jest can require from Node 24.9 on.
  transformIgnorePatterns: ["/node_modules/(?!(?:d3-[a-z-]+|internmap)/)"],
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
