import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { knownEnvironments } from "../../../cli/sweep/known";
import { findWorkplace } from "../../../cli/engine/workplace";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "belfry-sweep-"));
  copyFileSync(resolve(__dirname, "../../../Pulumi.yaml"), join(root, "Pulumi.yaml"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const sound =
  "config:\n  belfry:environment: demo\n  belfry:clonedFrom: prod\n  belfry:expires: 2026-11-24T19:30Z\n  belfry:protected: false\n";

const known = (text: string) => {
  writeFileSync(join(root, "Pulumi.demo.yaml"), text);
  return knownEnvironments(findWorkplace(root, { stack: "clone", sandbox: true }));
};

describe("the environments of a checkout", () => {
  it("are those whose files say that they are clones", async () => {
    expect(await known(sound)).toMatchObject({ environments: [{ name: "demo", file: sound }], unread: [] });
    expect(await known("config:\n  belfry:environment: demo\n")).toEqual({ environments: [], unread: [] });
  });

  it("have settings that say nothing of how long they live", async () => {
    expect(
      await known(`${sound}  belfry:settings: { gone.setting: a, gone.secret: { secure: v1:a } }\n`),
    ).toMatchObject({
      environments: [{ name: "demo" }],
      unread: [],
    });
  });

  it.each([
    ["no YAML", "config: [\n", /^Pulumi\.demo\.yaml has 1 problem:\n.*\[stack\/yaml\]$/],
    ["a key twice", `${sound}  belfry:protected: true\n`, /\[stack\/yaml\]$/],
    [
      "protection that is mistyped",
      `${sound}  belfry:protectd: true\n`,
      /demo stays: its file has 1 problem:\n.*protectd/,
    ],
    [
      "protection that is no truth value",
      sound.replace("false", "yes"),
      /demo stays: .*\n.*belfry:protected/,
    ],
    [
      "an end that is none",
      sound.replace("2026-11-24T19:30Z", "next week"),
      /demo stays: .*\n.*belfry:expires/,
    ],
  ])("are told, and stay, with %s", async (_what, text, why) => {
    expect(await known(text)).toEqual({ environments: [], unread: [expect.stringMatching(why)] });
  });
});
