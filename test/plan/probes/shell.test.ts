import type { ProbeDeclaration } from "../../../model/platform-declaration";
import { minutes } from "../../../model/quantity";
import { bucketScript } from "../../../plan/probes/bucket";
import { postgresScript } from "../../../plan/probes/postgres";
import { chosen } from "../../support/models";
import { ProbeRunner } from "./probe-runner";

let runner: ProbeRunner;
beforeEach(() => {
  runner = new ProbeRunner();
});
afterEach(() => {
  runner.remove();
});

const probeOf = (...queries: ProbeDeclaration["queries"]): ProbeDeclaration => ({
  kind: "probe",
  name: "probe",
  title: "probe",
  reads: "postgres",
  every: chosen(minutes(5)),
  queries,
});

/** Answers each statement with its last word, and keeps the statements and what psql was called with. */
const echoingPsql = `printf '%s\\n' "$1" "$PGOPTIONS" > "$FOLDER/called"
for last; do :; done
printf '%s\\n' "$last" >> "$FOLDER/statements"
printf '%s\\n' "\${last##* }"`;

describe("the PostgreSQL probe", () => {
  const run = (probe: ProbeDeclaration) =>
    runner.run("sh", postgresScript(probe), { DATABASE_URL: "postgres://x" });

  it("prints a metric a line, in the order of the queries", async () => {
    runner.stub("psql", echoingPsql);

    const { code, lines } = await run(
      probeOf({ metric: "belfry.a", sql: "select 7" }, { metric: "belfry.b", sql: "select 0.5" }),
    );

    expect([code, lines]).toEqual([0, ["belfry.a 7", "belfry.b 0.5"]]);
  });

  it("gives up a statement that takes too long, and connects where it is told", async () => {
    runner.stub("psql", echoingPsql);

    await run(probeOf({ metric: "belfry.a", sql: "select 7" }));

    expect(runner.read("called")).toBe("postgres://x\n-c statement_timeout=20s\n");
  });

  it.each([
    "select 'it''s' as \"x\", 1",
    "select $$a$$, `b`, \\c, $HOME, $(touch pwned), ${PATH}, 1",
    "select count(*) from \"Table\" where a <> '!x' and b like '%' and 1",
  ])("hands the statement over as it is: %s", async (sql) => {
    runner.stub("psql", echoingPsql);

    const { lines } = await run(probeOf({ metric: "belfry.a", sql }));

    expect(runner.read("statements")).toBe(`${sql}\n`);
    expect(lines).toEqual(["belfry.a 1"]);
  });

  it("counts no answer as none", async () => {
    runner.stub("psql", "exit 0");

    expect((await run(probeOf({ metric: "belfry.a", sql: "select null" }))).lines).toEqual(["belfry.a 0"]);
  });

  it("fails with the database, so that silence is seen and no zero is posted", async () => {
    runner.stub("psql", "echo 'could not connect' >&2; exit 2");

    const { code, lines, stderr } = await run(probeOf({ metric: "belfry.a", sql: "select 1" }));

    expect([code, lines, stderr]).toEqual([2, [], "could not connect\n"]);
  });
});

/** What the AWS CLI says of an object that is not there. */
const missing =
  "{ echo 'An error occurred (404) when calling the HeadObject operation: Not Found' >&2; exit 254; }";

/** S3 as two markers: each is a time and, for `latest.json`, a text. */
const fakeAws = (markers: {
  readonly latest?: string;
  readonly restored?: string;
  readonly text?: string;
  readonly proof?: string;
}): string =>
  `printf '%s\\n' "$*" >> "$FOLDER/calls"
case "$*" in
  *head-object*latest.json*) ${markers.latest ? `echo '${markers.latest}'` : missing} ;;
  *head-object*restored.json*) ${markers.restored ? `echo '${markers.restored}'` : missing} ;;
  *"s3 cp"*restored.json*) ${markers.proof === undefined ? "exit 1" : `printf '%s' '${markers.proof}'`} ;;
  *"s3 cp"*) ${markers.text === undefined ? "exit 1" : `printf '%s' '${markers.text}'`} ;;
esac`;

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

describe("the bucket probe", () => {
  const run = () => runner.run("sh", bucketScript(), { BUCKET: "dumps", DATABASE: "shop" });
  const numbers = async (): Promise<Readonly<Record<string, number>>> => {
    const { code, lines } = await run();
    expect(code).toBe(0);
    return Object.fromEntries(
      lines.map((line) => line.split(" ")).map(([metric = "", value]) => [metric, Number(value)] as const),
    );
  };

  it("tells age and size of the last good dump, and how it compares with the one before", async () => {
    const text = '{"bytes": 900, "previousBytes": 1000, "database": "shop"}';
    runner.stub("aws", fakeAws({ latest: hoursAgo(3), restored: hoursAgo(240), text }));

    const found = await numbers();

    expect(Object.keys(found)).toEqual([
      "belfry.backup.age",
      "belfry.restore_test.age",
      "belfry.backup.size",
      "belfry.backup.size_ratio",
    ]);
    expect(found["belfry.backup.age"]).toBeCloseTo(3, 1);
    expect(found["belfry.restore_test.age"]).toBeCloseTo(240, 1);
    expect(found["belfry.backup.size"]).toBe(900);
    expect(found["belfry.backup.size_ratio"]).toBe(90);
  });

  it("counts what never succeeded as ten years old and empty, so that it alerts", async () => {
    runner.stub("aws", fakeAws({}));

    expect(await numbers()).toEqual({
      "belfry.backup.age": 87_600,
      "belfry.restore_test.age": 87_600,
      "belfry.backup.size": 0,
      "belfry.backup.size_ratio": 0,
    });
  });

  it.each([
    ["the first dump", '{"bytes": 900}', 900, 100],
    ["the first dump, with nothing before it", '{"bytes":900,"previousBytes":0}', 900, 100],
    ["a dump over several lines", '{\n "previousBytes": 300,\n "bytes": 100\n}', 100, 33.3],
    ["a dump that grew", '{"bytes": 3000000000, "previousBytes": 1000000000}', 3e9, 300],
    ["an empty dump", '{"bytes": 0, "previousBytes": 1000}', 0, 0],
    ["a marker that is no JSON", "<html>", 0, 0],
  ])("reads %s", async (_, text, size, ratio) => {
    runner.stub("aws", fakeAws({ latest: hoursAgo(1), restored: hoursAgo(1), text }));

    expect(await numbers()).toMatchObject({ "belfry.backup.size": size, "belfry.backup.size_ratio": ratio });
  });

  it("fails when AWS refuses, so that expired credentials do not look like an old backup", async () => {
    runner.stub("aws", "echo 'An error occurred (ExpiredToken): the token has expired' >&2; exit 254");

    const { code, lines, stderr } = await run();

    expect([code, lines]).toEqual([1, []]);
    expect(stderr).toContain("ExpiredToken");
  });

  it("tells how long the last good restore took, and nothing where its marker does not say", async () => {
    const markers = { latest: hoursAgo(3), restored: hoursAgo(9), text: '{"bytes": 900}' };
    runner.stub(
      "aws",
      fakeAws({ ...markers, proof: '{\n  "stamp": "20260102T040500Z",\n  "seconds": 754\n}' }),
    );

    expect(await numbers()).toMatchObject({ "belfry.restore_test.duration": 754 });

    runner.stub("aws", fakeAws({ ...markers, proof: '{\n  "stamp": "20260102T040500Z"\n}' }));
    expect(await numbers()).not.toHaveProperty(["belfry.restore_test.duration"]);
  });

  it("looks only at the markers of its own database", async () => {
    runner.stub("aws", fakeAws({}));

    await run();

    expect(
      runner
        .read("calls")
        .trim()
        .split("\n")
        .map((call) => /shop\/\S+/.exec(call)?.[0]),
    ).toEqual(["shop/latest.json", "shop/restored.json", "shop/latest.json", "shop/restored.json"]);
  });
});
