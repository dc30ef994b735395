import { callEach } from "./temporary-checkout";

const node = "^20.19.0 || ^22.13.0 || >=24";
const cli = ">=3.248.0 <4.0.0";

describe("satisfies", () => {
  it("tells the versions in a range from those outside", async () => {
    const cases: readonly (readonly [version: string, range: string, expected: boolean])[] = [
      ["3.259.0", cli, true],
      ["v3.248.0", cli, true],
      ["3.247.9", cli, false],
      ["4.0.0", cli, false],
      ["3.260.0-alpha.1", cli, true],
      ["20.18.3", node, false],
      ["20.19.0", node, true],
      ["21.7.0", node, false],
      ["22.12.0", node, false],
      ["22.13.1", node, true],
      ["23.5.0", node, false],
      ["24.0.0", node, true],
      ["26.1.0", node, true],
      ["3.259.0", "3.259.0", true],
      ["3.259.1", "3.259.0", false],
    ];

    const outcomes = await callEach<boolean>("versions.mjs", "satisfies", cases);

    expect(cases.map(([version, range], index) => [version, range, outcomes[index]?.result])).toEqual(cases);
  });
});
