import { ContainerLimits } from "../../../components/kubernetes/container-limits";
import { capacityOf } from "../../support/infrastructure-guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

describe("ContainerLimits", () => {
  it("registers one limit range whose default request is not its default limit", async () => {
    const engine = await PulumiRecorder.install();

    new ContainerLimits("shop/limits", { guardrail: capacityOf() });

    expect(await engine.registrations()).toEqual([
      { type: "belfry:kubernetes:ContainerLimits", name: "shop/limits", under: "", inputs: {} },
      {
        type: "kubernetes:core/v1:LimitRange",
        name: "shop/limits-limits",
        under: "belfry:kubernetes:ContainerLimits",
        inputs: {
          apiVersion: "v1",
          kind: "LimitRange",
          metadata: {
            name: "prod-shop-limits",
            namespace: "shop",
            labels: {
              "managed-by": "belfry",
              belfry: "shop.limits",
              env: "prod",
              service: "shop",
              team: "shop",
            },
          },
          spec: {
            limits: [
              {
                type: "Container",
                max: { cpu: "1", memory: "512Mi" },
                default: { cpu: "1", memory: "512Mi" },
                defaultRequest: { cpu: "100m", memory: "128Mi" },
              },
            ],
          },
        },
      },
    ]);
  });
});
