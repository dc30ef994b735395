"use strict";

// What the Pulumi engine starts for `--policy-pack policy`: pack.ts, with its types stripped as it is read.

// The SDK takes the pack's version from the package.json of the folder in which it runs.
process.chdir(__dirname);
require("../toolchain/register.cjs");
require("./pack.ts").servePack();
