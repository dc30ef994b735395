import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { SchemaCache } from "../../../sandbox/schema/cache";
import { SchemaSource } from "../../../sandbox/schema/source";
import { temporaryFolder } from "../support/temporary-folder";

const TYPE = "sentry:index/sentryIssueAlert:SentryIssueAlert";

describe("SchemaSource", () => {
  const folder = temporaryFolder("schemas");

  it("derives in a process of its own, then reads from disk", async () => {
    const derived = await new SchemaSource(new SchemaCache(folder)).schemaOf(TYPE);
    expect(Object.keys(derived?.definitions["SentryIssueAlertArgs"]?.properties ?? {})).toContain(
      "filterMatch",
    );

    const cached = new SchemaCache(folder).read(TYPE);
    expect(cached).toEqual(derived);
  });

  it("derives again when a cache file is damaged", async () => {
    const [key = ""] = readdirSync(folder);
    writeFileSync(join(folder, key, "sentry", "sentryIssueAlert.json"), "{ half");
    expect((await new SchemaSource(new SchemaCache(folder)).schemaOf(TYPE))?.type).toBe(TYPE);
  });

  it("asks another process once the first one rests, though that has not ended yet", async () => {
    const source = new SchemaSource(new SchemaCache(join(folder, "resting")), { idle: 0 });
    for (const kind of ["Key", "Team", "Plugin", "Project"]) {
      const type = `sentry:index/sentry${kind}:Sentry${kind}`;
      expect((await source.schemaOf(type))?.type).toBe(type);
      // Long enough for the rest to begin, too short for a process to end.
      await wait(2);
    }
  });

  it("answers nothing for a type that the SDK does not have", async () => {
    expect(
      await new SchemaSource(new SchemaCache(folder)).schemaOf("sentry:index/uptime:Uptime"),
    ).toBeUndefined();
  });
});
