import * as pulumi from "@pulumi/pulumi";

import { withDashboards } from "../../components/references";

const dashboards = new Map([
  ["shop/dashboard", pulumi.output("abc-def-ghi")],
  ["shop/other", pulumi.output("$&")],
]);

const resolved = (text: string): Promise<string> =>
  new Promise((resolve) => pulumi.output(withDashboards(text, dashboards)).apply(resolve));

describe("a text that links dashboards", () => {
  it("gets each one's id, wherever it stands", async () => {
    const text = "a ${dashboard:shop/dashboard} b ${dashboard:shop/other} c ${dashboard:shop/dashboard}";

    expect(await resolved(text)).toBe("a abc-def-ghi b $& c abc-def-ghi");
  });

  it("stays as it is without one", () => {
    expect(withDashboards("nothing ${setting:shop.domain}", dashboards)).toBe(
      "nothing ${setting:shop.domain}",
    );
  });

  it("is refused where the service has no such dashboard", () => {
    expect(() => withDashboards("${dashboard:cart/dashboard}", dashboards)).toThrow(
      "A message links ${dashboard:cart/dashboard}, which its service does not have.",
    );
  });
});
