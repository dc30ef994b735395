"use strict";

// What the Pulumi language host loads: index.ts, with its types stripped as it is read. Stripped files keep their lines,
// so a plain stack trace is already right, and the source maps that the host has set up are left aside.
//
// `@pulumi/pulumi` writes thousands of traces that nobody reads, watches a hundred thousand promises that cannot leak by
// themselves, and sends each of its debug messages to the engine: together a quarter of a preview's work. Errors that
// reach people are not touched.

const { dirname, join } = require("node:path");

const sdk = dirname(require.resolve("@pulumi/pulumi/package.json"));
const resourceFile = join(sdk, "resource.js");
const promiseFile = join(sdk, "runtime", "debuggable.js");

/** Frames of the SDK above the line that declares a resource; it counts them. */
const skippedFrames = 5;

Error.prepareStackTrace = (error, frames) => {
  const file = frames[0]?.getFileName();
  // Kept with each promise, and shown only when leaked ones are looked for.
  if (file === promiseFile && !process.env.PULUMI_DEBUG_PROMISE_LEAKS) return "";
  // Where a resource was declared, as the state keeps it: without the frames of Node.js and of this loader.
  const shown = file === resourceFile ? frames.filter(isDeclaring) : frames;
  return [Error.prototype.toString.call(error), ...shown].join("\n    at ");
};

function isDeclaring(frame, index) {
  return index < skippedFrames || frame.getFileName()?.endsWith(".ts");
}

// Each property of each resource has four promises, settled by the engine's one answer, whose own promise is watched for
// a leak as before.
const debuggable = require("@pulumi/pulumi/runtime/debuggable");
const watch = debuggable.debuggablePromise;
debuggable.debuggablePromise = (promise, context) =>
  context.startsWith("transfer") ? promise : watch(promise, context);

// The SDK cannot know whether the CLI was started with --debug, which alone shows them.
if (process.env.BELFRY_DEBUG !== "true") require("@pulumi/pulumi/log").debug = () => Promise.resolve();

require("./register.cjs");
module.exports = load();

/** A mistake in a service's file is told as one problem; any other error keeps its stack. */
function load() {
  try {
    return require("../index.ts").default;
  } catch (error) {
    const { describeProblem } = require("../model/problem.ts");
    const { loadProblem } = require("../stacks/load-problem.ts");
    const problem = loadProblem(error, join(__dirname, ".."));
    if (problem === undefined) throw error;
    throw new (require("@pulumi/pulumi").RunError)(describeProblem(problem));
  }
}
