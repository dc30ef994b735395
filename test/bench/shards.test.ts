import { compareShards } from "../../bench/shards";
import { describeShards } from "../../bench/shards-report";

it("holds shards to the time of one stack where everything is new, and says which limit is broken", () => {
  const fast = compareShards("all new", [90, 80, 100], [45, 44, 60]);
  expect(fast).toMatchObject({ one: 90, shards: 45, ratio: 0.5, kept: true });
  const slow = compareShards("all new", [80], [81]);
  const idle = compareShards("no change", [8], [20]);
  expect(idle).toMatchObject({ limit: null, kept: true });
  expect(describeShards([fast, slow, idle])).toMatchInlineSnapshot(`
   "prod deployed  one stack  shards  ratio  limit
   all new        90.0 s     45.0 s  0.50   1      kept
   all new        80.0 s     81.0 s  1.01   1      broken
   no change      8.0 s      20.0 s  2.50"
  `);
});
