import { LogMetric } from "../../../components/telemetry/log-metric";
import { logMetricOf } from "../../support/guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

const name = "shop/failed-logins-source";

describe("LogMetric", () => {
  it("registers a metric that counts log lines", async () => {
    const engine = await PulumiRecorder.install();

    new LogMetric(name, { guardrail: logMetricOf() });

    expect(await engine.registrations()).toEqual([
      { type: "belfry:telemetry:LogMetric", name, under: "", inputs: {} },
      {
        type: "datadog:index/logsMetric:LogsMetric",
        name: `${name}-metric`,
        under: "belfry:telemetry:LogMetric",
        inputs: {
          name: "belfry.shop.failed_logins",
          filter: { query: "service:shop @evt.outcome:failure" },
          compute: { aggregationType: "count" },
          groupBies: [{ path: "@http.url_details.path", tagName: "path" }],
        },
      },
    ]);
  });

  it("registers a distribution of finished page views, with percentiles", async () => {
    const engine = await PulumiRecorder.install();

    new LogMetric(name, {
      guardrail: logMetricOf({
        from: "rum-views",
        compute: { kind: "distribution", path: "@view.largest_contentful_paint" },
        groupBy: [],
      }),
    });

    expect((await engine.registrations()).at(-1)).toEqual({
      type: "datadog:index/rumMetric:RumMetric",
      name: `${name}-metric`,
      under: "belfry:telemetry:LogMetric",
      inputs: {
        name: "belfry.shop.failed_logins",
        eventType: "view",
        filter: { query: "service:shop @evt.outcome:failure" },
        compute: {
          aggregationType: "distribution",
          path: "@view.largest_contentful_paint",
          includePercentiles: true,
        },
        groupBies: [],
        uniqueness: { when: "end" },
      },
    });
  });
});
