import {
  detectionOf,
  ledgerProblems,
  readLedger,
  saidOf,
  type Detection,
} from "../../../preview/backtest/ledger";
import { simulate } from "../../../preview/simulator/simulate";
import { unsupported } from "../../../preview/simulator/result";
import { answerOf, historyOf, minute, monitorOf } from "../../support/histories";

const past = [...Array<number>(60).fill(50), ...Array<number>(20).fill(90), ...Array<number>(60).fill(50)];
const monitor = monitorOf({ query: "max(last_1m):avg:load{*} > 80" });
const simulation = simulate(monitor, historyOf({ "avg:load{*}": answerOf(past) }));

describe("an incident", () => {
  it.each([
    ["at once", [55, 75], 600, ["caught", 360]],
    ["that began while it was in alert", [65, 75], 600, ["caught", 0]],
    ["too late", [50, 75], 300, ["late", 660]],
    ["not, where it is over before", [20, 40], 300, ["missed", null]],
    ["not knowably, before the history", [-60, -30], 300, ["unknown", null]],
    ["not knowably, after the history", [200, 230], 300, ["unknown", null]],
  ] as const)("is told %s", (_, [start, end], within, [verdict, after]) => {
    const incident = { start: minute(start), end: minute(end) };
    expect(detectionOf(simulation, incident, within)).toMatchObject({ verdict, after });
  });

  it("is not told by a guardrail that is gone, and perhaps by one that is not simulated", () => {
    const incident = { start: minute(55), end: minute(75) };
    expect(detectionOf(null, incident, 60).verdict).toBe("missed");
    expect(detectionOf("No file.", incident, 60)).toEqual({
      verdict: "unknown",
      after: null,
      why: "No file.",
    });
    expect(detectionOf(unsupported("query", "Odd."), incident, 60).why).toBe("Odd.");
  });
});

const detection = (verdict: Detection["verdict"]): Detection => ({
  verdict,
  after: verdict === "caught" ? 60 : verdict === "late" ? 900 : null,
  why: verdict === "unknown" ? "No file." : null,
});

describe("a ledger", () => {
  it.each([
    [null, "caught", 0],
    [null, "late", 1],
    [null, "missed", 1],
    [null, "unknown", 0],
    ["caught", "caught", 0],
    ["caught", "late", 1],
    ["caught", "missed", 1],
    ["caught", "unknown", 1],
    ["missed", "missed", 0],
    ["late", "missed", 1],
    ["late", "late", 0],
    ["missed", "caught", 0],
  ] as const)("with %j before and %s after has %d problems", (before, after, count) => {
    const result = {
      incident: "Checkout down",
      id: "vendhub/cpu",
      within: 600,
      before: before && detection(before),
      after: detection(after),
    };
    expect(ledgerProblems("incidents.yaml", [result])).toHaveLength(count);
  });

  it("says what became of each", () => {
    expect((["caught", "late", "missed", "unknown"] as const).map((each) => saidOf(detection(each)))).toEqual(
      [
        "it alerts after 60 s",
        "it alerts only after 900 s",
        "it does not alert",
        "that cannot be known: No file",
      ],
    );
  });

  it("is read with its times", () => {
    const incident = { name: "a", start: "2026-11-01T09:00:00Z", end: "2026-11-01T11:00:00+01:00" };
    const guardrails = [{ id: "vendhub/cpu", within: "10m" }];
    expect(readLedger({ incidents: [{ ...incident, guardrails }] }, "x")).toEqual({
      problems: [],
      ledger: {
        incidents: [
          {
            name: "a",
            start: 1_793_523_600,
            end: 1_793_527_200,
            guardrails: [{ id: "vendhub/cpu", within: 600 }],
          },
        ],
      },
    });
  });

  it("tells every mistake at once", () => {
    const guardrails = [
      { id: "vendhub/cpu", within: "soon" },
      { id: "cpu", within: "1h" },
    ];
    const good = { start: "2026-11-01T09:00:00Z", end: "2026-11-01T10:00:00Z" };
    const value = {
      incidents: [
        { name: "a", start: "2026-11-01T09:00:00", end: "yesterday", guardrails },
        { name: "b", ...good, start: "2026-11-01T11:00:00Z", guardrails: [] },
      ],
      also: 1,
    };
    const { ledger, problems } = readLedger(value, "incidents.yaml");
    expect(ledger).toBeNull();
    expect(problems.map(({ path, value: found }) => [path, found])).toEqual(
      expect.arrayContaining([
        ["incidents.yaml incidents.0.start", "2026-11-01T09:00:00"],
        ["incidents.yaml incidents.0.end", "yesterday"],
        ["incidents.yaml incidents.0.guardrails.0.within", "soon"],
        ["incidents.yaml incidents.0.guardrails.1.id", "cpu"],
        ["incidents.yaml incidents.1.guardrails", null],
        ["incidents.yaml", null],
      ]),
    );
  });

  it("tells a time that cannot be read once", () => {
    const guardrails = [{ id: "vendhub/cpu", within: "1h" }];
    const incidents = [{ name: "a", start: "2026-11-01", end: "2026-11-01T10:00:00Z", guardrails }];
    expect(readLedger({ incidents }, "x").problems.map(({ path }) => path)).toEqual(["x incidents.0.start"]);
  });

  it.each([
    ["ends before it starts", ["2026-11-01T09:00:00Z", "2026-11-01T08:00:00Z"], "b", "incidents.0.end"],
    ["has a name twice", ["2026-11-01T09:00:00Z", "2026-11-01T10:00:00Z"], "a", "incidents.1.name"],
  ])("is refused where it %s", (_, [start, end], second, path) => {
    const guardrails = [{ id: "vendhub/cpu", within: "1h" }];
    const incidents = [
      { name: "a", start, end, guardrails },
      { name: second, start: "2026-11-01T09:00:00Z", end: "2026-11-01T10:00:00Z", guardrails },
    ];
    expect(readLedger({ incidents }, "x").problems.map((each) => each.path)).toEqual([`x ${path}`]);
  });
});
