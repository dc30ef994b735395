import { objectName } from "../../components/object-name";
import { capacityOf } from "../support/infrastructure-guardrails";

describe("objectName", () => {
  it("joins environment, service, guardrail and part", () => {
    expect(objectName({ guardrail: capacityOf() })).toBe("prod-shop-limits");
    expect(objectName({ guardrail: capacityOf(), part: "cpu" })).toBe("prod-shop-limits-cpu");
  });

  it("keeps two long names apart within 50 characters", () => {
    const long = (end: string) => ({
      ...capacityOf(),
      id: `a-service-with-a-long-name/a-guardrail-with-a-long-name-${end}`,
    });

    const [one, two] = [objectName({ guardrail: long("one") }), objectName({ guardrail: long("two") })];

    expect(one).toMatch(/^prod-a-service-with-a-long-name-a-guardra-[0-9a-f]{8}$/);
    expect(one).toHaveLength(50);
    expect(two).not.toBe(one);
  });

  it("is the same each time, and legal in Kubernetes", () => {
    expect(objectName({ guardrail: capacityOf() })).toBe(objectName({ guardrail: capacityOf() }));
    expect(objectName({ guardrail: capacityOf() })).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
  });
});
