#!/usr/bin/env node
"use strict";

const { existsSync } = require("node:fs");
const { join } = require("node:path");

if (!existsSync(join(__dirname, "..", "node_modules", "sucrase"))) {
  console.error("Belfry's dependencies are not installed yet. Run npm start, which installs them.");
  process.exit(1);
}

// The `belfry` command: TypeScript is stripped as it is read, so there is no build to forget.
require("../toolchain/register.cjs");
try {
  require("./main.ts").main(process.argv);
} catch (error) {
  // A mistake in a service's file shows as soon as the file is loaded, which is before any command runs.
  process.exitCode = require("./failure.ts").reportFailure(error, process.argv);
}
