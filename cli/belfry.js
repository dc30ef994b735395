#!/usr/bin/env node
"use strict";

// The `belfry` command: TypeScript is stripped as it is read, so there is no build to forget.
require("../toolchain/register.cjs");
require("./main.ts").main(process.argv);
