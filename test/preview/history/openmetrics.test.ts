import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readOpenMetrics } from "../../../preview/history/openmetrics";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "belfry-openmetrics-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function read(...lines: readonly string[]) {
  const path = join(folder, "cpu.openmetrics");
  writeFileSync(path, lines.join("\n"));
  const { answer, problems, tags } = await readOpenMetrics(path, "cpu");
  return {
    tags,
    interval: answer.interval,
    series: answer.series.map((each) => [each.tags, [...each.times], [...each.values]]),
    problems: problems.map(({ path: where, rule }) => `${where} ${rule}`),
  };
}

describe("OpenMetrics", () => {
  it("is read as a gauge, its labels as tags", async () => {
    const { interval, problems, series, tags } = await read(
      "# TYPE cpu gauge",
      "# UNIT cpu percent",
      "# HELP cpu How busy it is.",
      'cpu{pod="a",note="x\\"}, \\n"} 1.5 60',
      'cpu{note="x\\"}, \\n",pod="a"} 2e1 120.0 # {trace_id="b"} 1.0',
      'cpu{pod="a",note="x\\"}, \\n"} NaN 180',
      "# EOF",
    );
    expect([problems, interval, tags]).toEqual([[], 60, ["pod", "note"]]);
    expect(series).toEqual([[{ pod: "a", note: 'x"}, \n' }, [60, 120], [1.5, 20]]]);
  });

  it("counts by the increase of a counter, also across a restart", async () => {
    const { problems, series } = await read(
      "# TYPE hits counter",
      "hits_total 10 60",
      "hits_created 1 60",
      "hits_total 15 120",
      "hits_total 4 180",
      "hits_total 4 240",
      "# EOF",
    );
    expect([problems, series]).toEqual([[], [[{}, [60, 120, 180], [5, 4, 0]]]]);
  });

  it.each([
    [["cpu 1 60", "cpu 2 120"], "cpu it has no # EOF at its end: part of it may be missing."],
    [["cpu 1", "# EOF"], "cpu:1 each sample needs its timestamp, in seconds since 1970."],
    [["cpu 1 60", "load 1 60", "# EOF"], "cpu:2 a file holds one metric, and cpu is in it already."],
    [['cpu{a="1"} 1 60', 'cpu{b="1"} 1 120', "# EOF"], "cpu:2 its samples have the labels a, each of them."],
    [["cpu 1 60", "cpu 1 60", "# EOF"], "cpu:2 times must rise within a group, each once."],
    [["cpu +Inf 60", "# EOF"], "cpu:1 a value is a finite number such as 12.5, or empty."],
    [["cpu{a=1} 1 60", "# EOF"], "cpu:1 it is no sample of OpenMetrics."],
    [["cpu 1 60", "# EOF"], "cpu it holds fewer than two samples of a group."],
    [["cpu 1 60", "cpu 2 120", "# EOF", "cpu 3 180"], "cpu:4 nothing may follow # EOF."],
  ])("of %j is refused", async (lines, problem) => {
    expect((await read(...lines)).problems).toEqual([problem]);
  });

  it("tells five malformed lines, and how many more", async () => {
    const { problems } = await read(...Array.from({ length: 8 }, () => "no"), "# EOF");
    expect([problems.length, problems[5]]).toEqual([6, "cpu malformed lines beyond these: 3."]);
  });
});
