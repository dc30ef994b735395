import { turn } from "../../../../preview/render/html/words";

describe("a value before and after", () => {
  it("that stays is said once", () => {
    expect(turn("1.0", "1.0").text).toBe('<span class="turn">1.0</span>');
    expect(turn(null, "1.0").text).toContain("<del>none</del>");
  });
});
