"use strict";

// Runs Belfry's TypeScript without a build step: `require` of a .ts file strips its types as it is read.
// Sucrase keeps every line where it was, so a stack trace points at the TypeScript line with no source map to load
// or to map through (mapping costs 16 ms for each resource that @pulumi/pulumi registers).
//
// What was stripped is kept in .belfry/cache by the hash of its text: a changed file is a new entry, so nothing can be
// stale, and a command starts in half the time.

const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/** Part of each entry's key: other options or another sucrase make other code. */
const recipe = `1 ${require("sucrase/package.json").version}`;
const cache = join(__dirname, "..", ".belfry", "cache", "stripped");

require.extensions[".ts"] = (module, filename) => {
  module._compile(stripped(filename), filename);
};

function stripped(filename) {
  const source = readFileSync(filename, "utf8");
  const entry = join(cache, `${createHash("sha256").update(recipe).update(source).digest("hex")}.js`);
  try {
    return readFileSync(entry, "utf8");
  } catch {
    const code = strip(source, filename);
    keep(entry, code);
    return code;
  }
}

function strip(source, filename) {
  const { transform } = require("sucrase");
  return transform(source, {
    transforms: ["typescript", "imports"],
    filePath: filename,
    disableESTransforms: true,
    preserveDynamicImport: true,
  }).code;
}

/** Several processes may keep the same entry at once, and a checkout may be read-only: neither may fail a command. */
function keep(entry, code) {
  const unfinished = `${entry}.${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(unfinished, code);
    renameSync(unfinished, entry);
  } catch {
    // Without the entry the next run strips the file again.
  }
}
