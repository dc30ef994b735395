import { DisruptionBudget } from "../../../components/kubernetes/disruption-budget";
import { disruptionBudgetOf } from "../../support/infrastructure-guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

describe("DisruptionBudget", () => {
  it("registers one budget that lets pods go which never become ready", async () => {
    const engine = await PulumiRecorder.install();

    new DisruptionBudget("shop/disruption", { guardrail: disruptionBudgetOf() });

    expect(await engine.registrations()).toEqual([
      { type: "belfry:kubernetes:DisruptionBudget", name: "shop/disruption", under: "", inputs: {} },
      {
        type: "kubernetes:policy/v1:PodDisruptionBudget",
        name: "shop/disruption-budget",
        under: "belfry:kubernetes:DisruptionBudget",
        inputs: {
          apiVersion: "policy/v1",
          kind: "PodDisruptionBudget",
          metadata: {
            name: "prod-shop-disruption",
            namespace: "shop",
            labels: {
              "managed-by": "belfry",
              belfry: "shop.disruption",
              env: "prod",
              service: "shop",
              team: "shop",
            },
          },
          spec: {
            maxUnavailable: 1,
            selector: { matchLabels: { app: "web" } },
            unhealthyPodEvictionPolicy: "AlwaysAllow",
          },
        },
      },
    ]);
  });
});
