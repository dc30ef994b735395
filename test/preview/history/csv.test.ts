import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";

import { readCsv } from "../../../preview/history/csv";
import { timeOfCell, valueOfCell } from "../../../preview/history/csv-cells";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "belfry-csv-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function read(...lines: readonly string[]) {
  const path = join(folder, "cpu.csv");
  writeFileSync(path, lines.join("\n"));
  return readCsv(path, "cpu.csv");
}

const plain = async (...lines: readonly string[]) => {
  const { answer, problems } = await read(...lines);
  const series = answer.series.map(({ tags, times, values }) => [tags, [...times], [...values]]);
  return { interval: answer.interval, series, problems: problems.map(({ path, rule }) => `${path} ${rule}`) };
};

describe("a time", () => {
  it.each([
    ["1700000000", 1_700_000_000],
    ["1700000000.5", 1_700_000_000.5],
    ["1700000000000", 1_700_000_000],
    ["100000000000", 100_000_000_000],
    ["100000000001", 100_000_000.001],
    ["2023-11-14T22:13:20Z", 1_700_000_000],
    ["2023-11-14T23:13:20+01:00", 1_700_000_000],
    ["2023-11-14 22:13:20.000Z", 1_700_000_000],
  ])("is read from %s", (text, time) => {
    expect(timeOfCell(text)).toBe(time);
  });

  it.each(["2023-11-14T22:13:20", "2023-11-14", "yesterday", "", "-5", "2023-13-14T22:13:20Z"])(
    "is not read from %j",
    (text) => {
      expect(timeOfCell(text)).toContain("ISO 8601 with its zone");
    },
  );
});

describe("a value", () => {
  it.each([
    ["1.5", 1.5],
    ["-2e3", -2000],
    [" 7 ", 7],
    [".5", 0.5],
    ["", NaN],
    ["NaN", NaN],
  ])("is read from %j", (text, value) => {
    expect(valueOfCell(text)).toBe(value);
  });

  it.each(["abc", "0x10", "Infinity", "1e999", "1,5"])("is not read from %j", (text) => {
    expect(valueOfCell(text)).toContain("finite number");
  });
});

describe("a file", () => {
  it("gives one series for each group, leaves empty values out, and knows its interval", async () => {
    const lines = ["timestamp,value,pod", "60,1,a", "60,5,b", "120,,a", "120,6,b", "180,3,a"];
    expect(await plain(...lines)).toEqual({
      interval: 60,
      series: [
        [{ pod: "a" }, [60, 180], [1, 3]],
        [{ pod: "b" }, [60, 120], [5, 6]],
      ],
      problems: [],
    });
  });

  it("spans its empty rows too", async () => {
    expect(await read("timestamp,value", "0,", "60,1", "120,NaN")).toMatchObject({ from: 0, to: 180 });
  });

  it("tells each malformed line with its number, the first five and how many more", async () => {
    const { problems } = await plain(
      "timestamp,value",
      "60,1",
      "soon,1",
      "120,x",
      "120,1,2",
      "",
      "60,3",
      '180,"4"5',
      "210,1",
      "240,y",
      "300,z",
      "360,1",
    );
    expect(problems).toEqual([
      "cpu.csv:3 a time is ISO 8601 with its zone, such as 2026-11-01T09:00:00Z, or seconds or milliseconds since 1970.",
      "cpu.csv:4 a value is a finite number such as 12.5, or empty.",
      "cpu.csv:5 the header names 2 columns, and it has 3.",
      "cpu.csv:7 times must rise within a group, each once.",
      "cpu.csv:8 a value is a finite number such as 12.5, or empty.",
      "cpu.csv malformed lines beyond these: 2.",
    ]);
  });

  it.each([["time,value"], ["timestamp"], ["timestamp,value,"], ["timestamp,value,pod,pod"], ["60,1"]])(
    "must begin with its header, not with %j",
    async (header) => {
      const { problems } = await plain(header, "60,1");
      expect(problems[0]).toContain("cpu.csv:1 the first line must be timestamp,value");
    },
  );

  it.each([[[]], [["timestamp,value"]], [["timestamp,value", "60,1"]]])(
    "holds more than one row, not %j",
    async (lines) => {
      expect((await plain(...lines)).problems).toEqual(["cpu.csv it holds fewer than two rows of a group."]);
    },
  );

  it("with a quote that is never closed is malformed", async () => {
    const { problems } = await plain("timestamp,value", "60,1", "120,2", '180,"3', "240,4");
    expect(problems).toEqual([expect.stringMatching(/^cpu\.csv:\d it is not CSV/)]);
  });

  it("of many rows is read whole", async () => {
    const rows = Array.from({ length: 200_000 }, (_, at) => `${at * 60},${at % 100}`).join("\n");
    const { answer } = await read("timestamp,value", rows);
    expect(answer.series[0]?.times.length).toBe(200_000);
    expect(answer.series[0]?.values.at(-1)).toBe(99);
  });

  it.each([
    ["\uFEFFtimestamp,value,pod", "60,1,a", "120,2,a"],
    ["timestamp,value,pod", "60,1,a\r", "120,2,a\r", ""],
    ['"timestamp",value,pod', "60,1,a", '120,2,"a"'],
    ["timestamp,value,pod\r60,1,a\r120,2,a"],
  ])("is read whatever its marks, ends of lines and quotes: %j %j", async (...lines) => {
    expect(await plain(...lines)).toEqual({
      interval: 60,
      series: [[{ pod: "a" }, [60, 120], [1, 2]]],
      problems: [],
    });
  });

  it("keeps groups apart whose values hold commas", async () => {
    const { series } = await plain("timestamp,value,a,b", '60,1,"x,y",z', '60,2,x,"y,z"', "120,3,x,z");
    expect(series.map(([tags]) => tags)).toEqual([
      { a: "x,y", b: "z" },
      { a: "x", b: "y,z" },
      { a: "x", b: "z" },
    ]);
  });

  it("says the same of any rows, whether a parser reads them or not", async () => {
    const cell = fc.constantFrom("60", "120", "180", "1.5", "-2", "NaN", "", " 7 ", "x", "a", "b", "1e999");
    const rows = fc.array(
      fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(",")),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (lines) => {
        const unquoted = await plain("timestamp,value,pod", ...lines);
        const quoted = await plain('"timestamp",value,pod', ...lines);
        expect(unquoted.problems).toEqual(quoted.problems);
        expect(unquoted).toEqual(quoted);
      }),
      { numRuns: 200 },
    );
  });
});
