import { isPage, recipientsOf } from "../../../preview/simulator/recipients";
import type { NotificationKind, State } from "../../../preview/simulator/result";

const notify = { alert: ["@page"], warning: ["@chat"], noData: ["@data"], recovery: ["@over"] };

const notification = (kind: NotificationKind, state: State) => ({ time: 0, group: "*", kind, state });

describe.each([
  ["alert", "alert", "@page", true],
  ["warn", "warn", "@chat", false],
  ["no-data", "no data", "@data", true],
  ["recovery", "ok", "@over", false],
  ["renotify", "alert", "@page", true],
  ["renotify", "no data", "@data", true],
] as const)("a notification of kind %s about %s", (kind, state, handle, wakes) => {
  it("reaches whom the plan names", () => {
    expect(recipientsOf({ notify, pages: true }, notification(kind, state))).toEqual([handle]);
  });

  it(`${wakes ? "is a page" : "is no page"} where the route wakes a person, and none elsewhere`, () => {
    expect(isPage({ pages: true }, notification(kind, state))).toBe(wakes);
    expect(isPage({ pages: false }, notification(kind, state))).toBe(false);
  });
});
