import { readdirSync, statSync, writeFileSync } from "node:fs";

import { objectFile, typeFolder } from "../../../sandbox/paths";
import { ConflictError } from "../../../sandbox/provider/errors";
import type { ObjectRecord } from "../../../sandbox/store/record";
import { Sealer } from "../../../sandbox/store/seal";
import { ObjectStore } from "../../../sandbox/store/store";
import { isSecret, secret } from "../../../sandbox/wire/values";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder("store");
const store = new ObjectStore(folder);

function record(id: string, inputs: ObjectRecord["inputs"] = {}): ObjectRecord {
  const at = "2030-01-01T00:00:00.000Z";
  const type = "aws:backup/vault:Vault";
  return { package: "aws", type, id, createdAt: at, updatedAt: at, inputs, computed: { arn: `arn:${id}` } };
}

describe("ObjectStore", () => {
  it("lets exactly one of many writers take a name, and never shows half an object", async () => {
    const attempts = Array.from({ length: 20 }, (_, index) =>
      store.insert(record("contested", { winner: index })),
    );
    const outcomes = await Promise.allSettled(attempts);
    const lost = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(lost).toHaveLength(19);
    for (const { reason } of lost) expect(reason).toBeInstanceOf(ConflictError);
    expect(await store.find(record("contested"))).toMatchObject({ id: "contested" });
    expect(readdirSync(`${folder}/objects/aws/backup.vault`)).toEqual(["contested.json"]);
  });

  it("replaces whole files while readers read", async () => {
    await store.replace(record("busy", { text: "x".repeat(200_000) }));
    const writes = Array.from({ length: 10 }, (_, index) =>
      store.replace(record("busy", { text: String(index).repeat(200_000) })),
    );
    const reads = Array.from({ length: 50 }, () => store.find(record("busy")));
    const seen = await Promise.all(reads);
    await Promise.all(writes);
    for (const found of seen) expect(found?.inputs["text"]).toHaveLength(200_000);
  });

  it("keeps ids with slashes, colons and dots apart and inside its folder", async () => {
    const ids = ["ns/name", "arn:aws:sns:x:1:topic", "../../escape", "ns%2fname", ".hidden"];
    for (const id of ids) await store.insert(record(id));
    const listed = await store.list("aws", "aws:backup/vault:Vault");
    expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    for (const id of ids)
      expect(objectFile(folder, record(id)).startsWith(`${folder}/objects/aws/backup.vault/`)).toBe(true);
  });

  it("says which file a hand edit broke", async () => {
    await store.insert(record("broken"));
    writeFileSync(objectFile(folder, record("broken")), "{ oops");
    await expect(store.find(record("broken"))).rejects.toThrow(/broken\.json is not a sandbox object/);
    expect(await store.remove(record("broken"))).toBe(true);
    expect(await store.remove(record("broken"))).toBe(false);
  });

  it("keeps files to their owner", async () => {
    await store.replace(record("private"));
    expect(statSync(objectFile(folder, record("private"))).mode & 0o077).toBe(0);
  });
});

describe("Sealer", () => {
  const sealer = new Sealer(folder);

  it("keeps secrets out of files and gives them back to those who know them", () => {
    const inputs = { password: secret("hunter2"), nested: { list: [secret("two")] }, plain: 1 };
    const sealed = sealer.sealBag(inputs);
    expect(JSON.stringify(sealed)).not.toMatch(/hunter2|two/);
    expect(sealer.openBag(sealed, inputs)).toEqual(inputs);
    expect(new Sealer(folder).openBag(sealed, inputs)).toEqual(inputs);
  });

  it("shows a secret that changed as another secret", () => {
    const sealed = sealer.sealBag({ password: secret("new") });
    const opened = sealer.openBag(sealed, { password: secret("old") });
    expect(isSecret(opened["password"])).toBe(true);
    expect(JSON.stringify(opened)).not.toContain("old");
  });
});

it.each([
  ["aws:backup/vault:Vault", "backup.vault"],
  ["datadog:index/monitor:Monitor", "monitor"],
  ["kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "autoscaling.v2.horizontalPodAutoscaler"],
])("names the folder of %s", (type, name) => {
  expect(typeFolder(type)).toBe(name);
});
