import { HorizontalAutoscaler } from "../../../components/kubernetes/horizontal-autoscaler";
import { autoscalingOf } from "../../support/infrastructure-guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

describe("HorizontalAutoscaler", () => {
  it("registers one autoscaler with both directions spelled out, and no Deployment", async () => {
    const engine = await PulumiRecorder.install();

    new HorizontalAutoscaler("shop/scaling", { guardrail: autoscalingOf() });

    expect(await engine.registrations()).toEqual([
      { type: "belfry:kubernetes:HorizontalAutoscaler", name: "shop/scaling", under: "", inputs: {} },
      {
        type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
        name: "shop/scaling-autoscaler",
        under: "belfry:kubernetes:HorizontalAutoscaler",
        inputs: {
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          metadata: {
            name: "web",
            namespace: "shop",
            labels: {
              "managed-by": "belfry",
              belfry: "shop.scaling",
              env: "prod",
              service: "shop",
              team: "shop",
            },
          },
          spec: {
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
            minReplicas: 2,
            maxReplicas: 10,
            metrics: [
              {
                type: "Resource",
                resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
              },
              {
                type: "Resource",
                resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } },
              },
            ],
            behavior: {
              scaleUp: {
                stabilizationWindowSeconds: 60,
                selectPolicy: "Max",
                policies: [
                  { type: "Pods", value: 2, periodSeconds: 60 },
                  { type: "Percent", value: 100, periodSeconds: 60 },
                ],
              },
              scaleDown: {
                stabilizationWindowSeconds: 300,
                selectPolicy: "Max",
                policies: [{ type: "Percent", value: 50, periodSeconds: 60 }],
              },
            },
          },
        },
      },
    ]);
  });

  it("leaves out what has no target", async () => {
    const engine = await PulumiRecorder.install();

    new HorizontalAutoscaler("scaling", {
      guardrail: autoscalingOf({ utilization: { cpu: 70, memory: null } }),
    });

    expect(await engine.inputsOf("scaling-autoscaler")).toMatchObject({
      spec: { metrics: [{ resource: { name: "cpu" } }] },
    });
  });
});
