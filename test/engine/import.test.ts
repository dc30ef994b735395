import { startDatadogApi } from "../../sandbox/api/server";
import { CheckoutCopy, describeWithCli, succeeded, type OpenSandbox } from "../support/engine";
import { madeByHand } from "../support/foreign-monitors";

const monitorType = "datadog:index/monitor:Monitor";

/** Monitors that somebody made by hand: two that VendHub declares too, one that nobody declares. */
const handMade = ["cpu", "errors", "containers"] as const;

describeWithCli("monitors that were made by hand", () => {
  let copy: CheckoutCopy;
  let fresh: ReturnType<CheckoutCopy["snapshot"]>;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    copy = new CheckoutCopy();
    copy.configure();
    const api = await startDatadogApi({ directory: copy.path(".belfry", "sandbox") });
    const headers = { "DD-API-KEY": api.keys.apiKey, "DD-APPLICATION-KEY": api.keys.applicationKey };
    for (const name of handMade) {
      const body = JSON.stringify(madeByHand("local")[name]);
      const response = await fetch(`${api.url}/api/v1/monitor`, { method: "POST", headers, body });
      const made = (await response.json()) as { readonly id: number };
      ids.set(name, String(made.id));
    }
    await api.stop();
    fresh = copy.snapshot();
  });

  afterAll(() => copy.remove());

  const monitors = async () =>
    new Map((await copy.objects()).flatMap((each) => (each.type === monitorType ? [[each.id, each]] : [])));

  /** Resources of the state by logical name. */
  const inState = (name: string) =>
    (copy.state().resources ?? []).find(({ type, urn }) => type === monitorType && urn.endsWith(`::${name}`));

  /** Deploys, and looks that each monitor is the one that was there, changed in place. */
  async function expectTakenOver(sandbox: OpenSandbox): Promise<void> {
    const before = await monitors();
    const preview = await copy.pulumi(sandbox, "preview", "--json", "--suppress-outputs");
    const { steps } = JSON.parse(preview.stdout) as {
      readonly steps: readonly { readonly op: string; readonly urn: string }[];
    };
    const ofMonitor = steps.filter(({ urn }) => /::vendhub\/(?:cpu|error-rate)-monitor$/.test(urn));
    expect(ofMonitor.map(({ op }) => op)).toEqual(["update", "update"]);
    expect(steps.filter(({ op }) => /replace|delete/.test(op))).toEqual([]);

    succeeded(await copy.pulumi(sandbox, "up", "--yes", "--skip-preview"));
    const after = await monitors();
    for (const [name, resource] of [
      ["cpu", "vendhub/cpu-monitor"],
      ["errors", "vendhub/error-rate-monitor"],
    ] as const) {
      const id = ids.get(name) ?? "";
      expect(inState(resource)?.id).toBe(id);
      expect(after.get(id)?.createdAt).toBe(before.get(id)?.createdAt);
      expect(after.get(id)?.inputs["tags"]).toContain("managed-by:belfry");
    }
    // Nobody else's monitor was touched, and none was made twice.
    expect(after.get(ids.get("containers") ?? "")).toEqual(before.get(ids.get("containers") ?? ""));
    const cpu = [...after.values()].filter(({ inputs }) =>
      JSON.stringify(inputs["tags"]).includes('"belfry:vendhub/cpu"'),
    );
    expect(cpu.map(({ id }) => id)).toEqual([ids.get("cpu")]);
    const again = ["up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes"] as const;
    succeeded(await copy.pulumi(sandbox, ...again));
  }

  it("are taken over by pulumi import with the file that is written, and changed in place", async () => {
    fresh();
    await copy.withSandbox(async (sandbox) => {
      const out = copy.path(".belfry-home", "adopt");
      const told = await copy.belfry("import", "--stack", "local", "--out", out);
      succeeded(told);
      expect(told.stdout).toContain("2 already declared, 1 that a proposed file would declare");
      const words = [
        "--file",
        `${out}/import.json`,
        "--protect=false",
        "--generate-code=false",
        "--yes",
      ] as const;
      succeeded(await copy.pulumi(sandbox, "import", "--skip-preview", ...words));
      await expectTakenOver(sandbox);
      const after = await copy.belfry("import", "--stack", "local");
      expect(after.stdout).toMatch(/^local: \d+ monitors of sandbox: 0 already declared, 1 that a proposed/m);
    });
  });

  it("are taken over by --yes in the sandbox, by what recovers lost objects, and changed in place", async () => {
    fresh();
    await copy.withSandbox(async (sandbox) => {
      const told = await copy.belfry("import", "--stack", "local", "--yes");
      succeeded(told);
      expect(told.stderr).toMatch(
        new RegExp(`Adopt ${monitorType} vendhub/cpu-monitor \\(${ids.get("cpu") ?? ""}\\)`),
      );
      expect(told.stderr).toContain("The state as it was: ");
      await expectTakenOver(sandbox);
    });
  });
});
