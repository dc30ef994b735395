import { railwayScript } from "../../../plan/probes/railway";
import { supabaseScript } from "../../../plan/probes/supabase";
import { FakeApi, ProbeRunner, type Received } from "./probe-runner";

let runner: ProbeRunner;
let api: FakeApi | undefined;
beforeEach(() => {
  runner = new ProbeRunner();
});
afterEach(async () => {
  runner.remove();
  await api?.stop();
  api = undefined;
});

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

const seriesOf = (figures: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(figures).map(([measurement, values]) => ({
    measurement,
    values: values.map((value, index) => ({ ts: index, value })),
  }));

interface Railway {
  readonly metrics?: unknown;
  readonly replicas?: number | null;
  readonly deployments?: readonly { status: string; statusUpdatedAt?: string; createdAt: string }[];
}

const usual = seriesOf({
  CPU_USAGE: [0.1, 0.5],
  CPU_LIMIT: [2, 2],
  MEMORY_USAGE_GB: [1, 6],
  MEMORY_LIMIT_GB: [8, 8],
});

const railway =
  ({ deployments = [], metrics = usual, replicas = 2 }: Railway) =>
  ({ body }: Received) => {
    const { query } = JSON.parse(body) as { query: string };
    return {
      body: {
        data: query.includes("metrics(")
          ? { metrics }
          : {
              serviceInstance: replicas === null ? null : { numReplicas: replicas },
              deployments: { edges: deployments.map((node) => ({ node })) },
            },
      },
    };
  };

async function runRailway(answer: Parameters<typeof FakeApi.start>[0]) {
  api = await FakeApi.start(answer);
  return runner.run("node", railwayScript(), {
    API: api.url,
    ENVIRONMENT_ID: "env-1",
    SERVICE_ID: "svc-1",
    PROJECT_TOKEN: "made-up",
    WINDOW_SECONDS: "300",
  });
}

describe("the Railway probe", () => {
  it("prints the newest use against the limit, replicas, and what failed since the last run", async () => {
    const deployments = [
      { status: "FAILED", statusUpdatedAt: minutesAgo(1), createdAt: minutesAgo(9) },
      { status: "FAILED", statusUpdatedAt: minutesAgo(20), createdAt: minutesAgo(21) },
      { status: "CRASHED", createdAt: minutesAgo(2) },
      { status: "CRASHED", createdAt: minutesAgo(2) },
    ];

    const { code, lines } = await runRailway(railway({ deployments }));

    expect([code, lines]).toEqual([
      0,
      [
        "belfry.railway.cpu 25",
        "belfry.railway.memory 75",
        "belfry.railway.replicas 2",
        "belfry.railway.failed_deployments 1",
        "belfry.railway.crashes 2",
      ],
    ]);
  });

  it("asks for its own service with the project's token", async () => {
    await runRailway(railway({}));

    const asked = (api?.received ?? []).map(({ body, headers, method }) => {
      const { variables } = JSON.parse(body) as { variables: Readonly<Record<string, string>> };
      return [method, headers["project-access-token"], variables["environment"], variables["service"]];
    });
    expect(asked).toEqual([1, 2].map(() => ["POST", "made-up", "env-1", "svc-1"]));
  });

  it.each([
    [
      "without a limit",
      { metrics: seriesOf({ CPU_USAGE: [1], MEMORY_USAGE_GB: [1], MEMORY_LIMIT_GB: [0] }) },
    ],
    ["without a value", { metrics: seriesOf({ CPU_USAGE: [], CPU_LIMIT: [] }) }],
    ["without any series", { metrics: [] }],
  ])("posts no share %s: silence, not a zero", async (_, answer) => {
    const { code, lines } = await runRailway(railway(answer));

    expect([code, lines]).toEqual([
      0,
      ["belfry.railway.replicas 2", "belfry.railway.failed_deployments 0", "belfry.railway.crashes 0"],
    ]);
  });

  it("posts no replicas of a service that is not there", async () => {
    expect((await runRailway(railway({ replicas: null }))).lines).not.toContainEqual(
      expect.stringContaining("replicas"),
    );
  });

  it.each([
    ["refuses", { status: 401, body: { errors: [{ message: "Not authorized" }] } }, "Railway answered 401"],
    ["answers an error", { body: { data: null, errors: [{ message: "Problem" }] } }, "Problem"],
  ])("fails and prints nothing where Railway %s", async (_, answer, message) => {
    const { code, lines, stderr } = await runRailway(() => answer);

    expect([code, lines]).toEqual([1, []]);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("made-up");
  });
});

async function runSupabase(answer: { readonly status?: number; readonly body: unknown }) {
  api = await FakeApi.start(() => answer);
  return runner.run("node", supabaseScript(), { API: api.url, PROJECT_REF: "abc", ACCESS_TOKEN: "made-up" });
}

describe("the Supabase probe", () => {
  const backup = (status: string, minutes: number) => ({ status, inserted_at: minutesAgo(minutes) });

  it.each([
    [
      "the newest of the completed backups",
      { backups: [backup("COMPLETED", 600), backup("COMPLETED", 120), backup("FAILED", 1)] },
      2,
    ],
    [
      "a newer physical backup",
      {
        backups: [backup("COMPLETED", 600)],
        physical_backup_data: { latest_physical_backup_date_unix: Date.now() / 1000 - 1800 },
      },
      0.5,
    ],
    ["no backup at all as ten years", { backups: [] }, 87_600],
    ["an empty answer as ten years", {}, 87_600],
  ])("tells the age of %s", async (_, body, age) => {
    const { code, lines } = await runSupabase({ body });

    expect(code).toBe(0);
    expect(lines.map((line) => line.split(" ")[0])).toEqual([
      "belfry.supabase.backup_age",
      "belfry.supabase.pitr_enabled",
    ]);
    expect(Number(lines[0]?.split(" ")[1])).toBeCloseTo(age, 1);
  });

  it.each([
    [true, "1"],
    [false, "0"],
    [undefined, "0"],
  ])("tells whether point-in-time recovery is on: %s", async (on, value) => {
    const { lines } = await runSupabase({ body: { backups: [], pitr_enabled: on } });

    expect(lines[1]).toBe(`belfry.supabase.pitr_enabled ${value}`);
  });

  it("asks for its own project with its token", async () => {
    await runSupabase({ body: {} });

    expect(api?.received.map(({ headers, method, path }) => [method, path, headers.authorization])).toEqual([
      ["GET", "/v1/projects/abc/database/backups", "Bearer made-up"],
    ]);
  });

  it("fails and prints nothing where Supabase refuses", async () => {
    const { code, lines, stderr } = await runSupabase({ status: 403, body: { message: "no" } });

    expect([code, lines]).toEqual([1, []]);
    expect(stderr).toContain("Supabase answered 403");
  });
});
