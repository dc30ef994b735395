import { wantsColour } from "../../cli/colour";

const terminal = { isTTY: true };
const pipe = {};

describe("colour", () => {
  it.each([
    ["a terminal is coloured", terminal, {}, true],
    ["a pipe is plain", pipe, {}, false],
    ["a build server's log is plain", pipe, { CI: "true" }, false],
    ["a terminal that cannot is plain", terminal, { TERM: "dumb" }, false],
    ["NO_COLOR makes a terminal plain", terminal, { NO_COLOR: "1" }, false],
    ["an empty NO_COLOR says nothing", terminal, { NO_COLOR: "" }, true],
    ["FORCE_COLOR colours a pipe", pipe, { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0 makes a terminal plain", terminal, { FORCE_COLOR: "0" }, false],
    ["NO_COLOR beats FORCE_COLOR", terminal, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ])("%s", (_, stream, env, expected) => {
    expect(wantsColour(stream, env)).toBe(expected);
  });
});
