import { correctedObjective } from "../../../sandbox/rules/datadog/slo-correction";
import { OBJECTIVE } from "../../../sandbox/rules/datadog/types";

const corrections = (...rules: readonly string[]) =>
  rules.map((rrule, index) => ({ id: String(index), inputs: { sloId: "slo", rrule }, computed: {} }));

/** What a correction of an objective `slo` is told beside others. */
const told = (rrule: string, others: ReturnType<typeof corrections>, { id, sloId = "slo" } = {} as Told) => {
  const world = {
    find: (type: string, wanted: string) =>
      Promise.resolve(
        type === OBJECTIVE && wanted === "slo" ? { id: "slo", inputs: {}, computed: {} } : undefined,
      ),
    list: () => Promise.resolve(others),
  };
  type Check = typeof correctedObjective.check;
  return correctedObjective.check(
    { inputs: { sloId, rrule }, id } as unknown as Parameters<Check>[0],
    world as unknown as Parameters<Check>[1],
  );
};

interface Told {
  readonly id?: string;
  readonly sloId?: string;
}

describe("a correction", () => {
  it("is of an objective that exists", async () => {
    expect(await told("FREQ=WEEKLY", [], { sloId: "gone" })).toEqual([
      'error creating SloCorrection: 404 Not Found: {"errors":["SLO gone not found"]}',
    ]);
    expect(await told("FREQ=WEEKLY", [])).toEqual([]);
  });

  it("has room beside others of its frequency, itself not counted", async () => {
    const weekly = corrections("FREQ=WEEKLY", "FREQ=WEEKLY", "FREQ=WEEKLY");

    expect(await told("FREQ=WEEKLY", weekly.slice(1))).toEqual([]);
    expect(await told("FREQ=WEEKLY", weekly, { id: "1" })).toEqual([]);
    expect(await told("FREQ=MONTHLY;BYDAY=1SU", weekly)).toEqual([]);
    expect(await told("FREQ=WEEKLY", weekly)).toEqual([
      'error creating SloCorrection: 400 Bad Request: {"errors":["SLO slo has 3 weekly corrections already, of at most 3"]}',
    ]);
  });
});
