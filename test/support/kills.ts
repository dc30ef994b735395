/** Whether every point is wanted at which a run can be killed. */
const isFull = process.env["BELFRY_TEST_KILLS"] === "all";

/** Of the points at which a run is killed those that `npm test` takes, by their place; `npm run test:kills` takes all. */
export const killsAt = <Point>(points: readonly Point[], few: readonly number[]): readonly Point[] =>
  isFull ? points : points.filter((_point, at) => few.includes(at));
