import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { deploymentOf, isTorn, mendState } from "../../../cli/engine/torn-state";

const root = mkdtempSync(join(tmpdir(), "belfry-torn-"));
const places = { state: join(root, "state"), backups: join(root, "backups") };
const folder = join(places.state, ".pulumi", "stacks", "belfry");
const stateOf = (manifest: object): string =>
  JSON.stringify({ version: 3, checkpoint: { latest: { manifest, resources: [] } } });
const [before, now] = [stateOf({ time: "before" }), stateOf({ time: "now" })];

beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const files = (written: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(written)) writeFileSync(join(folder, name), text);
};
const left = (): string | null => {
  const file = join(folder, "demo.json");
  return existsSync(file) ? readFileSync(file, "utf8") : null;
};

describe("a state that Pulumi was writing when it was cut off", () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string | null]>([
    ["is its copy from before", { "demo.json": now.slice(0, 40), "demo.json.bak": before }, before],
    [
      "is its copy from before, where nothing was written yet",
      { "demo.json": "", "demo.json.bak": before },
      before,
    ],
    ["is none where the copy is torn too", { "demo.json": "", "demo.json.bak": before.slice(0, 9) }, null],
    ["is none where there is no copy", { "demo.json": "{" }, null],
    ["is read again without attributes that are torn", { "demo.json": now, "demo.json.attrs": "" }, now],
  ])("%s", (_what, written, expected) => {
    files(written);
    expect(isTorn(places, "demo")).toBe(true);

    mendState(places, "demo");

    expect(left()).toBe(expected);
    expect(isTorn(places, "demo")).toBe(false);
  });

  it("is kept as it was found", () => {
    files({ "demo.json": "{ torn", "demo.json.bak": before });
    mendState(places, "demo");

    expect(
      readdirSync(places.backups).map((name) => readFileSync(join(places.backups, name), "utf8")),
    ).toEqual(["{ torn"]);
  });

  it("is told from one that is whole, which stays", () => {
    files({ "demo.json": now, "demo.json.bak": before, "demo.json.attrs": "{}" });
    expect([isTorn(places, "demo"), isTorn(places, "other")]).toEqual([false, false]);

    mendState(places, "demo");

    expect(left()).toBe(now);
    expect(deploymentOf(places, "demo")).toMatchObject({ manifest: { time: "now" } });
    expect(deploymentOf(places, "other")).toEqual({});
  });
});
