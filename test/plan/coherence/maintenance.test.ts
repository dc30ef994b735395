import fc from "fast-check";

import { mutedAtMost, type Span } from "../../../plan/coherence/maintenance";

const hour = 3_600_000;
const fourWeeks = 28 * 24;

const spanOf = (from: number, hours: number): Span => ({ from: from * hour, to: (from + hours) * hour });

describe("how much of any four weeks is muted", () => {
  it.each<readonly [string, readonly Span[], number]>([
    ["nothing", [], 0],
    ["one window", [spanOf(100, 5)], 5],
    ["two that lie within four weeks, wherever these begin", [spanOf(660, 30), spanOf(1300, 30)], 60],
    ["two of which four weeks hold the end and the beginning", [spanOf(0, 100), spanOf(700, 100)], 100],
    ["two that are farther apart", [spanOf(0, 30), spanOf(fourWeeks + 30, 20)], 30],
    ["two at once", [spanOf(10, 30), spanOf(20, 30)], 40],
    ["more than four weeks on end", [spanOf(0, 1000)], fourWeeks],
  ])("is the time of %s", (_what, spans, hours) => {
    expect(mutedAtMost(spans) / hour).toBe(hours);
  });

  it("is what counting each hour gives", () => {
    const span = fc.tuple(fc.nat(2500), fc.integer({ min: 1, max: 900 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), (drawn) => {
        const muted = Array.from({ length: 3500 }, (_, at) =>
          drawn.some(([from, hours]) => at >= from && at < from + hours) ? 1 : 0,
        );
        let most = 0;
        let now = 0;
        muted.forEach((each, at) => {
          now += each - (muted[at - fourWeeks] ?? 0);
          most = Math.max(most, now);
        });
        expect(mutedAtMost(drawn.map(([from, hours]) => spanOf(from, hours))) / hour).toBe(most);
      }),
    );
  });
});
