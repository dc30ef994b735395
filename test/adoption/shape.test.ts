import { shapeOf, tagsIn, unitTimes } from "../../adoption/shape";

const measured = (query: string): string | undefined => {
  const shaped = shapeOf(query);
  return shaped.ok ? `${shaped.shape.scale} × ${shaped.shape.measured}` : undefined;
};

describe("two spellings of one question", () => {
  it.each([
    ["avg(last_5m):avg:a.b{env:prod,service:x} > 1", "avg( last_5m ): avg:a.b{ service:x , env:prod } > 1"],
    ["avg(last_5m):avg:a.b{env:prod AND service:x} > 1", "avg(last_5m):avg:a.b{service:x,env:prod} > 1"],
    ["sum(last_5m):100 * (sum:a{*} / sum:b{*}) > 1", "sum(last_5m):sum:a{*} / sum:b{*} * 100 > 1"],
    ["avg(last_1h):a.b{*} by {host,pod} < 1", "avg(last_1h):avg:a.b{*} by {pod, host} < 3"],
  ])("are seen to be one: %s", (one, other) => {
    expect(measured(one)).toBeDefined();
    expect(measured(one)).toBe(measured(other));
  });

  it.each([
    ["avg(last_5m):avg:a.b{env:prod} > 1", "avg(last_5m):avg:a.b{env:prod OR service:x} > 1"],
    ["avg(last_5m):avg:a.b{*} > 1", "avg(last_5m):max:a.b{*} > 1"],
    ["sum(last_5m):sum:a{*} / sum:b{*} > 1", "sum(last_5m):sum:b{*} / sum:a{*} > 1"],
    ["avg(last_5m):a{*} - b{*} > 1", "avg(last_5m):b{*} - a{*} > 1"],
  ])("are told apart where they ask otherwise: %s", (one, other) => {
    expect(measured(one)).not.toBe(measured(other));
  });
});

it.each([
  ["avg(last_5m):a{*} == 1", 'a level is reached or left, and "==" is neither'],
  ["avg(last_5m):ewma_5(a{*}) > 1", "the function ewma_5() is not simulated"],
  ["avg(last_5m):top(a{*}, 5, 'mean', 'desc') > 1", "the function top() is not simulated"],
  ["hello", expect.stringContaining("is expected")],
])("refuses %s", (query, why) => {
  expect(shapeOf(query)).toEqual({ ok: false, why });
});

it.each([
  ["*", []],
  ["a:b, c:d", ["a:b", "c:d"]],
  ["a:b AND c:d", ["a:b", "c:d"]],
  ["NOT a:b", ["NOT a:b"]],
  ["a:b AND (c:d OR e:f)", ["a:b AND (c:d OR e:f)"]],
  ["a:b AND c IN (d,e)", ["a:b AND c IN (d,e)"]],
])("reads the tags of {%s}", (filter, tags) => {
  expect(tagsIn(filter)).toEqual(tags);
});

it.each([
  ["fraction", 100, "percent"],
  ["seconds", 1000, "milliseconds"],
  ["percent", 1, "percent"],
  ["bytes", 1 / 1_048_576, "mebibytes"],
  ["seconds", 7, undefined],
] as const)("knows %s times %s as %s", (unit, scale, expected) => {
  expect(unitTimes(unit, scale)).toBe(expected);
});
