import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { isRunning } from "../support/engine-processes";
import type { KubernetesObject } from "./judge";
import { knownBad, objectsOf } from "./objects";

const checkout = join(__dirname, "..", "..");

describe("objectsOf", () => {
  const resource = { urn: "", custom: true };

  it("takes Kubernetes objects as the provider sends them", () => {
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ciphertext: "x",
    };
    const inputs = {
      __defaults: [],
      kind: "ConfigMap",
      data: { a: "1", b: secret },
      list: [{ __id: 1, c: 2 }],
    };

    expect(
      objectsOf([
        { ...resource, type: "kubernetes:core/v1:ConfigMap", inputs },
        { ...resource, type: "datadog:index/monitor:Monitor", inputs },
        { ...resource, type: "kubernetes:core/v1:ConfigMap", custom: false },
      ]),
    ).toEqual([{ kind: "ConfigMap", data: { a: "1", b: "[secret]" }, list: [{ c: 2 }] }]);
  });
});

describe("knownBad", () => {
  const autoscaler: KubernetesObject = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "web" },
    spec: { minReplicas: 1, maxReplicas: 3 },
  };
  const job: KubernetesObject = {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "dump" },
    spec: { schedule: "0 3 * * *", securityContext: { allowPrivilegeEscalation: false } },
  };

  it("changes one thing in each", () => {
    expect(knownBad([autoscaler, job]).map(({ object }) => object["spec"])).toEqual([
      { minReplicas: 9, maxReplicas: 3 },
      { ...(job["spec"] as object), shedule: "0 3 * * *" },
      { schedule: "0 3 * * *", securityContext: { allowPrivilegeEscalation: true } },
    ]);
  });

  it("refuses to call good what it could not make bad", () => {
    const plain = { ...job, spec: { schedule: "0 3 * * *" } };

    expect(() => knownBad([autoscaler, plain])).toThrow("The bad CronJob is as the good one.");
    expect(() => knownBad([job])).toThrow("No HorizontalPodAutoscaler is deployed");
  });
});

describe("Companions", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "belfry-companions-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a program that starts a companion, tells its process id, and then does what is given. */
  function run(then: string) {
    const file = join(folder, "run.ts");
    writeFileSync(
      file,
      `import { Companions } from ${JSON.stringify(join(__dirname, "processes"))};
       const companions = new Companions();
       const words = ["-e", "console.log(process.pid); setInterval(() => {}, 1000)"];
       companions.start(process.execPath, words, ${JSON.stringify(join(folder, "log"))});
       const { readFileSync } = require("node:fs");
       const pid = () => readFileSync(${JSON.stringify(join(folder, "log"))}, "utf8").trim();
       companions.until("it", async () => pid() !== "").then(async () => { console.log(pid()); ${then} });`,
    );
    return ["-r", join(checkout, "toolchain", "register.cjs"), file];
  }
  it.each([
    ["it is stopped", "await companions.stop();"],
    ["its owner exits", "process.exit(0);"],
    ["its owner fails", "setTimeout(() => { throw new Error('lost'); });"],
  ])("are gone when %s", async (_when, then) => {
    const { stdout } = await promisify(execFile)(process.execPath, run(then)).catch(
      (error: unknown) => error as { stdout: string },
    );

    expect(stdout.trim()).toMatch(/^\d+$/);
    expect(isRunning(Number(stdout))).toBe(false);
  });

  it("are gone when their owner is told to end", async () => {
    const owner = spawn(process.execPath, run(""), { stdio: ["ignore", "pipe", "inherit"] });
    const [pid] = (await once(owner.stdout, "data")) as [Buffer];
    expect(isRunning(Number(pid))).toBe(true);
    owner.kill("SIGTERM");

    expect(await once(owner, "exit")).toEqual([143, null]);
    expect(isRunning(Number(pid))).toBe(false);
  });
});
