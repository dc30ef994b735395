"use strict";

// Run by pulumi-download.mjs: node install-pulumi.cjs <folder of the pulumi npm package> <version> <target folder>

const { join } = require("node:path");

const [packageFolder, version, target] = process.argv.slice(2);
const { installCLI } = require(join(packageFolder, "lib", "download.js"));

installCLI(version, target).catch((error) => {
  // fetch says only "fetch failed"; what failed is in its cause.
  const cause = error.cause?.message ?? error.cause?.code;
  process.stderr.write(`${error.message}${cause ? `: ${cause}` : ""}\n`);
  process.exitCode = 1;
});
