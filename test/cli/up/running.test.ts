import { Running } from "../../../cli/up/running";

describe("how far a deployment is", () => {
  it("is told of every stack under way, by its service", () => {
    const running = new Running("Deploying prod", 3);
    expect(running.line()).toBe("Deploying prod: 0 of 3 stacks done");
    running.changed("prod.estate", 4);
    running.ended("prod.estate");
    running.changed("prod.vendhub", 12);
    running.changed("prod.operations", 7);
    running.changed("prod.vendhub", 13);
    expect(running.line()).toBe(
      "Deploying prod: 1 of 3 stacks done; resources changed: vendhub 13, operations 7",
    );
  });

  it("is told of one stack by what it changed", () => {
    const running = new Running("Deploying prod", 1);
    running.changed("prod", 1);
    expect(running.line()).toBe("Deploying prod: 1 resource changed");
    running.ended("prod");
    expect(running.line()).toBe("Deploying prod: 1 resource changed");
  });
});
