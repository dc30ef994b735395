import * as pulumi from "@pulumi/pulumi";

import { plainOf } from "../../policy/plain";
import { unknown } from "../../policy/value";

/** What the SDK throws; it exports no such class. */
class UnknownValueError extends Error {}

/** An object whose one value cannot be read, as the SDK's is during a preview. */
const throwing = (error: Error): object =>
  Object.defineProperty({}, "id", {
    enumerable: true,
    get: () => {
      throw error;
    },
  });

describe("what the SDK gives", () => {
  it("becomes plain data, and what a preview does not know becomes unknown", () => {
    const props = {
      name: "shop",
      spec: throwing(new UnknownValueError()),
      tags: ["team:shop", { on: true, count: 2, none: null }],
      script: new pulumi.asset.FileAsset("x"),
    };

    expect(plainOf(props)).toMatchObject({
      name: "shop",
      spec: { id: unknown },
      tags: ["team:shop", { on: true, count: 2, none: null }],
    });
  });

  it("fails aloud where reading fails for another reason", () => {
    expect(() => plainOf(throwing(new TypeError("no such thing")))).toThrow("no such thing");
  });
});
