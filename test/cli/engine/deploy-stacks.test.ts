import { sensibleParallelism } from "../../../cli/engine/deploy-stacks";

const gibibyte = 2 ** 30;

describe("stacks side by side", () => {
  it.each([
    [8, 16, 8],
    [8, 1, 2],
    [1, 16, 1],
    [4, 0.1, 1],
  ])("on %d cores with %d GiB free are %d at once", (cores, free, parallel) => {
    expect(sensibleParallelism(cores, free * gibibyte)).toBe(parallel);
  });
});
