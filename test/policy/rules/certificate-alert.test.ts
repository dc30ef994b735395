import type { StackSubject } from "../../../policy/rule";
import { certificateAlert } from "../../../policy/rules/certificate-alert";
import type { Bag } from "../../../policy/value";
import { checkStack, eachUnknownIn, resource } from "../../support/policy-rule";

const certificate = (spec: Bag): StackSubject =>
  resource("kubernetes:cert-manager.io/v1:Certificate", "shop", { spec });
const test = (host: string, changes: Bag = {}): StackSubject =>
  resource("datadog:index/syntheticsTest:SyntheticsTest", "test", {
    subtype: "ssl",
    status: "live",
    requestDefinition: { host },
    ...changes,
  });
const shop = certificate({ dnsNames: ["shop.example", "www.shop.example"], secretName: "shop" });

describe("certificate-alert", () => {
  it.each<[string, readonly StackSubject[], readonly string[]]>([
    ["a test of one of its names", [shop, test("www.shop.example")], []],
    ["a test of its common name", [certificate({ commonName: "shop.example" }), test("shop.example")], []],
    [
      "a test of a name under its wildcard",
      [certificate({ dnsNames: ["*.shop.example"] }), test("a.shop.example")],
      [],
    ],
    ["no test", [shop], ["shop.spec.dnsNames shop.example, www.shop.example"]],
    [
      "a test of another host",
      [shop, test("other.example")],
      ["shop.spec.dnsNames shop.example, www.shop.example"],
    ],
    [
      "a test of a name two labels under its wildcard",
      [certificate({ dnsNames: ["*.shop.example"] }), test("a.b.shop.example")],
      ["shop.spec.dnsNames *.shop.example"],
    ],
    [
      "a test that is paused",
      [shop, test("shop.example", { status: "paused" })],
      [expect.any(String) as string],
    ],
    [
      "a test of its pages alone",
      [shop, test("shop.example", { subtype: "http" })],
      [expect.any(String) as string],
    ],
  ])("with %s", (_, subjects, found) => {
    expect(checkStack(certificateAlert, subjects)).toEqual(found);
  });

  it("waits for what a preview does not know", () => {
    const stacks = eachUnknownIn([shop, test("shop.example")]);

    expect(stacks.map((subjects) => checkStack(certificateAlert, subjects))).toEqual(stacks.map(() => []));
  });
});
