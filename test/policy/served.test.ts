import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  AnalyzerResourceOptions,
  type AnalyzerInfo,
  type AnalyzeResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

import { resourceRules, stackRules } from "../../policy/pack";

const root = join(__dirname, "..", "..");
const pack = join(root, "policy");
const runPack = join(root, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");

/** How https://www.pulumi.com/docs/iac/languages-sdks/javascript/ says that a secret and an unknown text travel. */
const secret = (value: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const notKnown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// As Pulumi's own language host starts a pack whose runtime is nodejs, and as toolchain/policy does.
describe.each([
  ["policy, by the official language host", [runPack, "127.0.0.1:1", pack], pack],
  [
    "toolchain/policy, by its own starter",
    [join(pack, "index.cjs"), "127.0.0.1:1", "."],
    join(root, "toolchain", "policy"),
  ],
])("the pack in %s", (_, args, cwd) => {
  let served: ChildProcess;
  let client: AnalyzerClient;

  beforeAll(async () => {
    const config = { "belfry:environment": "prod", "belfry:pages": "true" };
    served = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, PULUMI_CONFIG: JSON.stringify(config) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (!served.stdout) throw new Error("no output");
    const [port] = (await once(served.stdout, "data")) as [Buffer];
    client = new AnalyzerClient(`127.0.0.1:${port.toString().trim()}`, credentials.createInsecure());
  }, 60_000);

  afterAll(async () => {
    client.close();
    const ended = once(served, "exit");
    served.kill();
    await ended;
  });

  const analyze = (props: Record<string, JavaScriptValue>): Promise<readonly string[]> =>
    new Promise((resolve, reject) => {
      const request = new AnalyzeRequest();
      const type = "datadog:index/monitor:Monitor";
      request.setType(type);
      request.setUrn(`urn:pulumi:prod::shop::${type}::cpu`);
      request.setName("cpu");
      request.setOptions(new AnalyzerResourceOptions());
      request.setProperties(Struct.fromJavaScript(props));
      client.analyze(request, (error, response: AnalyzeResponse) => {
        if (error) reject(error);
        else
          resolve(
            response
              .getDiagnosticsList()
              .map((each) => `${each.getPolicyname()} ${each.getEnforcementlevel()}`),
          );
      });
    });

  const mandatory = 1;

  it("tells its rules, all mandatory", async () => {
    const info = await new Promise<AnalyzerInfo>((resolve, reject) => {
      client.getAnalyzerInfo(new Empty(), (error, answer: AnalyzerInfo) => {
        if (error) reject(error);
        else resolve(answer);
      });
    });

    expect([info.getName(), info.getVersion()]).toEqual(["belfry", expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
    expect(info.getPoliciesList().map((each) => `${each.getName()} ${each.getEnforcementlevel()}`)).toEqual(
      [...resourceRules, ...stackRules].map(({ name }) => `${name} ${mandatory}`),
    );
  });

  const monitor = { message: "Too hot. @oncall-shop", type: "query alert", onMissingData: "default" };

  it("refuses a page without runbook", async () => {
    expect(await analyze({ ...monitor, tags: ["team:shop"] })).toEqual([
      `paging-monitor-runbook ${mandatory}`,
    ]);
  });

  it("reads what a secret hides", async () => {
    expect(
      await analyze({ ...monitor, message: secret(monitor.message), tags: ["team:shop"], assets: [] }),
    ).toEqual([`paging-monitor-runbook ${mandatory}`]);
  });

  it("waits for what a preview does not know", async () => {
    expect(await analyze({ ...monitor, tags: ["team:shop"], assets: notKnown })).toEqual([]);
    expect(await analyze({ ...monitor, message: notKnown })).toEqual([]);
    expect(await analyze({ ...monitor, tags: [notKnown], assets: notKnown })).toEqual([]);
  });
});
