import { setTimeout as wait } from "node:timers/promises";

import { sideBySide } from "../../../cli/engine/side-by-side";

describe("sideBySide", () => {
  it("does so many at once, and keeps the order of the things", async () => {
    let underWay = 0;
    let most = 0;
    const results = await sideBySide([30, 10, 20, 5], 2, async (milliseconds) => {
      most = Math.max(most, ++underWay);
      await wait(milliseconds);
      underWay--;
      return milliseconds * 2;
    });
    expect({ most, results }).toEqual({ most: 2, results: [60, 20, 40, 10] });
  });

  it("throws a failure once nothing is under way any more", async () => {
    let ended = 0;
    const work = async (name: string): Promise<void> => {
      await wait(name === "bad" ? 1 : 20);
      if (name === "bad") throw new Error("bad");
      ended++;
    };
    await expect(sideBySide(["good", "bad"], 2, work)).rejects.toThrow("bad");
    expect(ended).toBe(1);
  });
});
