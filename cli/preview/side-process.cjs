"use strict";

// Reads the checkout as it stands for `belfry preview --watch`, in a process of its own: what a process has loaded once
// stays loaded, so that an edit would not show.

const { join } = require("node:path");

const asked = JSON.parse(process.argv[2]);

require(join(asked.root, "toolchain", "register.cjs"));
try {
  require("./side-message.ts").sendSide(asked);
} catch (error) {
  // A mistake in a service's file shows as soon as the file is loaded.
  const problem = require("../../stacks/load-problem.ts").loadProblem(error, asked.root);
  if (problem === undefined) throw error;
  process.send({ plan: null, problems: [problem], waived: [], origins: {} });
}
