import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { checkObjects } from "../../operator/check-objects";
import { stackSchema, type Stack } from "../../operator/schema";
import { isRunning } from "../support/engine-processes";
import { loadCommitted } from "../support/models";
import type { KubernetesObject } from "./judge";
import { knownBad, objectsOf } from "./objects";
import { knownBadStacks, operatorObjectsOf } from "./operator-objects";
import { stackDefinition } from "./stack-definition";
import { workspacePod } from "./workspace-pod";

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

describe("the objects for the operator", () => {
  const objects = operatorObjectsOf(loadCommitted("prod"));
  const stack = objects.find(({ kind }) => kind === "Stack") as unknown as Stack;

  it("are a Stack for each shard, by all that can be asked for", () => {
    expect(objects.map(({ kind }) => kind)).toEqual([
      "ServiceAccount",
      "ClusterRoleBinding",
      ...Array<string>(6).fill("Stack"),
    ]);
    expect(Object.keys(stack.spec).sort()).toEqual(
      Object.keys(stackSchema.shape.spec.shape)
        .filter((field) => !["commit", "prerequisites"].includes(field))
        .sort(),
    );
  });

  it("have bad ones, each wrong by our own rules too", () => {
    const bad = knownBadStacks(objects).map(({ object }) => object);
    const stacks = bad.filter(({ kind }) => kind === "Stack");

    expect(bad).toHaveLength(6);
    expect(stacks.filter((each) => checkObjects([each]).length === 0)).toEqual([]);
    expect(() => knownBadStacks([])).toThrow("There is no Stack");
  });

  it("run in the operator's pod with what the template adds to each container", () => {
    const { containers, initContainers, volumes } = workspacePod(stack)["spec"] as Readonly<
      Record<string, readonly { readonly name: string }[]>
    >;

    expect(initContainers?.map(({ name }) => name)).toEqual(["bootstrap", "fetch", "configuration"]);
    expect(volumes?.map(({ name }) => name)).toEqual(["share", "temporary", "home"]);
    expect(containers).toMatchObject([
      {
        name: "pulumi",
        image: stack.spec.workspaceTemplate?.spec.image,
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] },
          readOnlyRootFilesystem: true,
        },
        volumeMounts: [{ mountPath: "/share" }, { mountPath: "/tmp" }, { mountPath: "/home/belfry" }],
      },
    ]);
  });

  it("are judged by a definition that an API server can hold: no false, no reference", () => {
    const text = JSON.stringify(stackDefinition());

    expect(text).toContain('"required":["stack"]');
    expect(text).not.toMatch(/"additionalProperties":false|"\$ref"|"propertyNames"|"\$schema"/);
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
