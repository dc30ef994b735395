import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { withDatabase, quoted } from "../../../preview/history/duckdb";
import { HistoryFolder } from "../../../preview/history/folder";
import { keepOrigin } from "../../../preview/history/origin";
import { readParquet } from "../../../preview/history/parquet";
import { queryHash } from "../../../preview/history/wanted";
import { writeParquet } from "../../../preview/history/write-parquet";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belfry-parquet-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A file as a user's own tools write it. */
async function made(select: string) {
  const path = join(folder, "cpu.parquet");
  await withDatabase((connection) => connection.run(`COPY (${select}) TO ${quoted(path)} (FORMAT parquet)`));
  const { answer, problems, ...rest } = await readParquet([path], "cpu.parquet");
  const series = answer.series.map(({ tags, times, values }) => [tags, [...times], [...values]]);
  return { ...rest, interval: answer.interval, series, problems: problems.map(({ rule }) => rule) };
}

describe("Parquet", () => {
  it("comes back as it was written, with what it says of itself", async () => {
    const path = join(folder, "part's.parquet");
    const times = Float64Array.from({ length: 5000 }, (_value, at) => 1_700_000_000.5 + at * 60);
    const values = times.map((_time, at) => at / 7);
    const tags = { 'po"d': "a'b", zone: "" };
    await writeParquet(path, {
      tags: ["zone", 'po"d'],
      series: [{ tags, times, values }],
      about: { query: "it's", interval: "60", from: "1699999000", to: "1700300000" },
    });
    const read = await readParquet([path], "x");
    expect(read).toMatchObject({ problems: [], from: 1_699_999_000, to: 1_700_300_000 });
    expect(read.answer.interval).toBe(60);
    expect(read.answer.series).toEqual([{ tags, times, values }]);
  });

  it.each([
    ["TIMESTAMP '2023-11-14 22:13:20'", "timestamps"],
    ["TIMESTAMPTZ '2023-11-14 23:13:20+01'", "timestamps with a zone"],
    ["1700000000", "seconds"],
    ["1700000000000", "milliseconds"],
  ])("is read with times like %s: %s", async (time) => {
    const { problems, series } = await made(
      `SELECT ${time} AS timestamp, 1 AS value UNION ALL SELECT ${time} ${time.startsWith("T") ? "+ INTERVAL 1 MINUTE" : time.length > 11 ? "+ 60000" : "+ 60"}, NULL`,
    );
    expect([problems, series]).toEqual([[], [[{}, [1_700_000_000], [1]]]]);
  });

  it("groups by its further columns, whatever the order of its rows", async () => {
    const { interval, series, tags } = await made(
      `SELECT * FROM (VALUES (120, 4.5, 'b'), (60, 1.5, 'a'), (60, 3.5, 'b'), (120, 2.5, 'a')) AS t(timestamp, value, pod)`,
    );
    expect([interval, tags]).toEqual([60, ["pod"]]);
    expect(series).toEqual([
      [{ pod: "a" }, [60, 120], [1.5, 2.5]],
      [{ pod: "b" }, [60, 120], [3.5, 4.5]],
    ]);
  });

  it.each([
    ["SELECT 1 AS time, 2 AS value", "it has no columns timestamp and value."],
    [
      "SELECT 'x' AS timestamp, 2 AS value",
      "its timestamp is VARCHAR: it must be a timestamp, or seconds or milliseconds since 1970.",
    ],
    ["SELECT 1 AS timestamp, 'y' AS value", "its value is VARCHAR: it must be a number."],
    ["SELECT 1 AS timestamp, 2 AS value", "it holds fewer than two rows of a group."],
    [
      "SELECT * FROM (VALUES (60, 1), (60, 2), (120, 3)) AS t(timestamp, value)",
      "1 rows have the time of another of their group.",
    ],
  ])("of %s is refused", async (select, rule) => {
    expect((await made(select)).problems).toEqual([rule]);
  });

  it("that is none is told, not thrown", async () => {
    writeFileSync(join(folder, "cpu.parquet"), "no");
    const { problems } = await readParquet([join(folder, "cpu.parquet")], "cpu.parquet");
    expect(problems.map(({ code, path }) => [code, path])).toEqual([["history/parquet", "cpu.parquet"]]);
  });
});

describe("a folder of the past", () => {
  const wanted = { text: "avg:x{*}", by: [] };
  const part = (from: number, interval = 60) =>
    writeParquet(join(folder, queryHash(wanted.text), `${from}-${from + 600}.parquet`), {
      tags: [],
      series: [{ tags: {}, times: Float64Array.of(from, from + interval), values: Float64Array.of(1, 2) }],
      about: { interval: String(interval), from: String(from), to: String(from + 600) },
    });
  const found = () => new HistoryFolder(folder).historyOf("a/b", { whole: wanted, hashed: [wanted] });

  it("reads the parts of a query as one, in time", async () => {
    await part(1200);
    await part(600);
    const { history, missing, problems } = await found();
    expect([problems, missing, history?.from, history?.to]).toEqual([[], ["a/b.csv"], 600, 1800]);
    expect([...(history?.queries.get(wanted.text)?.series[0]?.times ?? [])]).toEqual([600, 660, 1200, 1260]);
  });

  it("refuses parts whose points are not equally far apart, and a query that is there twice", async () => {
    await part(600);
    await part(1200, 300);
    writeFileSync(join(folder, `${queryHash(wanted.text)}.csv`), "timestamp,value\n60,1\n120,2\n");
    const { problems } = await found();
    expect(problems.map(({ code }) => code)).toEqual(["history/twice"]);
    rmSync(join(folder, `${queryHash(wanted.text)}.csv`));
    const { problems: others } = await found();
    expect(others.map(({ rule }) => rule)).toEqual(["its parts have points 60 s and 300 s apart."]);
  });

  it("knows where it was pulled from", () => {
    expect(new HistoryFolder(folder).origin).toBeNull();
    keepOrigin(folder, { place: "sandbox" });
    expect(new HistoryFolder(folder).origin).toEqual({ schemaVersion: 1, place: "sandbox" });
    expect(new HistoryFolder(folder).unused).toEqual([]);
  });
});
