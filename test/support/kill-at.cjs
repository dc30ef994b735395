"use strict";

// Loaded before `belfry clone` by NODE_OPTIONS: the process ends at once at a step that is over before anybody could look.
const fs = require("node:fs");

const { BELFRY_TEST_KILL: point } = process.env;
const end = () => process.kill(process.pid, "SIGKILL");

if (process.argv[2] === "clone") {
  const { renameSync, writeFileSync } = fs;
  fs.writeFileSync = (file, text, ...rest) => {
    const isDraft = String(text).includes("Made by `belfry clone");
    if (isDraft && point === "checked") end();
    writeFileSync(file, text, ...rest);
    if (isDraft && point === "draft") end();
  };
  fs.renameSync = (from, to) => {
    renameSync(from, to);
    if (/Pulumi\.demo\.yaml$/.test(to) && !to.includes(".belfry") && point === "file") end();
  };
}
