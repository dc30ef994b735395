import { ServiceAutoscaler } from "../../../components/aws/service-autoscaler";
import { autoscalingOf } from "../../support/infrastructure-guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

const onEcs = { target: { platform: "aws", cluster: "main", workload: "web" } } as const;
const scalable = {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: "service/main/web",
};

describe("ServiceAutoscaler", () => {
  it("registers a target and one policy for each use of resources", async () => {
    const engine = await PulumiRecorder.install();

    new ServiceAutoscaler("shop/scaling", { guardrail: autoscalingOf(onEcs) });

    const under = "belfry:aws:ServiceAutoscaler";
    const policy = (name: string, predefinedMetricType: string, targetValue: number) => ({
      ...scalable,
      name,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType },
        targetValue,
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
        disableScaleIn: false,
      },
    });
    expect(await engine.registrations()).toEqual([
      { type: under, name: "shop/scaling", under: "", inputs: {} },
      {
        type: "aws:appautoscaling/target:Target",
        name: "shop/scaling-target",
        under,
        inputs: {
          ...scalable,
          minCapacity: 2,
          maxCapacity: 10,
          tags: {
            "managed-by": "belfry",
            belfry: "shop/scaling",
            env: "prod",
            service: "shop",
            team: "shop",
          },
        },
      },
      {
        type: "aws:appautoscaling/policy:Policy",
        name: "shop/scaling-cpu",
        under,
        inputs: policy("prod-shop-scaling-cpu", "ECSServiceAverageCPUUtilization", 70),
      },
      {
        type: "aws:appautoscaling/policy:Policy",
        name: "shop/scaling-memory",
        under,
        inputs: policy("prod-shop-scaling-memory", "ECSServiceAverageMemoryUtilization", 80),
      },
    ]);
  });

  it("makes no policy where there is no target", async () => {
    const engine = await PulumiRecorder.install();

    new ServiceAutoscaler("scaling", {
      guardrail: autoscalingOf({ ...onEcs, utilization: { cpu: null, memory: 80 } }),
    });

    expect(await engine.names()).toEqual([
      "belfry:aws:ServiceAutoscaler scaling",
      "aws:appautoscaling/target:Target scaling-target",
      "aws:appautoscaling/policy:Policy scaling-memory",
    ]);
  });
});
