import { candidatesOf, matchMonitors } from "../../adoption/match";
import { readMonitor } from "../../adoption/express";
import type { ReadMonitor } from "../../adoption/match";
import { planOf } from "../support/models";
import { foreignMonitor } from "./request";

const candidates = candidatesOf(planOf());

const read = (query: string, more: Readonly<Record<string, unknown>> = {}, id = 1): ReadMonitor => {
  const made = { name: "x", type: "metric alert", query, message: "", tags: [], options: {} };
  const reading = readMonitor(foreignMonitor({ ...made, ...more }, id));
  if (!reading.ok) throw new Error(reading.reason.because);
  return reading.read;
};

const matched = (...monitors: readonly ReadMonitor[]) => {
  const { matches, rest, twins } = matchMonitors(monitors, candidates, "prod");
  return {
    matches: matches.map((each) => `${each.read.monitor.id} ${each.candidate.guardrail.id}`),
    twins: twins.map((each) => `${each.read.monitor.id} ${each.candidate.guardrail.id} ${each.of.id}`),
    rest: rest.map(({ monitor }) => monitor.id),
  };
};

describe("a monitor", () => {
  it.each([
    ["asks the same, spelt otherwise", "avg(last_1h):p95:requests{service:shop,env:prod} > 9", true],
    ["looks at every environment", "avg(last_1h):p95:requests{service:shop} > 9", true],
    ["says one tag more", "avg(last_5m):p95:requests{service:shop,env:prod,path:/} > 9", false],
    ["leaves the service out", "avg(last_5m):p95:requests{env:prod} > 9", false],
    ["is of another service", "avg(last_5m):p95:requests{env:prod,service:cart} > 9", false],
    ["is of another environment", "avg(last_5m):p95:requests{env:staging,service:shop} > 9", false],
    ["finds the other side bad", "avg(last_5m):p95:requests{env:prod,service:shop} < 9", false],
    ["reads another metric", "avg(last_5m):p95:answers{env:prod,service:shop} > 9", false],
    ["compares with the past", "change(avg(last_5m),last_1h):p95:requests{env:prod,service:shop} > 9", false],
    ["puts its sources together otherwise", "avg(last_5m):avg:requests{env:prod,service:shop} > 9", true],
  ])("that %s", (_, query, is) => {
    expect(matched(read(query)).matches).toEqual(is ? ["1 shop/latency"] : []);
  });

  it("is a double where another is nearer to the guardrail", () => {
    const near = read("avg(last_5m):p95:requests{env:prod,service:shop} > 0.8", thresholds(0.8), 1);
    const far = read("avg(last_5m):p95:requests{env:prod,service:shop} > 9", thresholds(9), 2);
    const otherwise = read("avg(last_5m):avg:requests{env:prod,service:shop} > 0.8", thresholds(0.8), 3);
    expect(matched(far, otherwise, near)).toEqual({
      matches: ["1 shop/latency"],
      twins: ["2 shop/latency 1"],
      rest: ["3"],
    });
  });

  it("that carries a guardrail's identity is that one and no other, in its own environment", () => {
    const query = "avg(last_5m):p95:requests{env:prod,service:shop} > 0.8";
    const tagged = (...tags: readonly string[]) => read(query, { tags: ["managed-by:belfry", ...tags] });
    expect(matched(tagged("belfry:shop/latency", "env:prod")).matches).toEqual(["1 shop/latency"]);
    expect(matched(tagged("belfry:shop/errors", "env:prod")).matches).toEqual(["1 shop/errors"]);
    expect(matched(tagged("belfry:shop/latency", "env:staging")).matches).toEqual([]);
  });
});

const thresholds = (critical: number) => ({ options: { thresholds: { critical } } });
