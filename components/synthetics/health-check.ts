import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import type { Dashboards } from "../references";
import { toAssertions } from "./assertions";
import { toTestOptions } from "./test-options";

type Synthetic = GuardrailOf<"synthetic">;

/** What a {@link HealthCheck} needs to know. */
export interface HealthCheckArgs {
  /** The planned check. */
  readonly guardrail: Synthetic;
  /** The dashboards that its message links. */
  readonly dashboards: Dashboards;
}

/** A check of a service from outside, as its users reach it. */
export class HealthCheck extends pulumi.ComponentResource {
  /** Id of the Datadog test. */
  readonly testId: pulumi.Output<string>;

  /** Id of the monitor that Datadog makes of the test. */
  readonly monitorId: pulumi.Output<number>;

  constructor(
    name: string,
    { dashboards, guardrail }: HealthCheckArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("belfry:synthetics:HealthCheck", name, {}, opts);

    const test = new datadog.SyntheticsTest(`${name}-test`, toTestArgs(guardrail, dashboards), {
      parent: this,
    });
    this.testId = test.id;
    this.monitorId = test.monitorId;

    this.registerOutputs({ testId: this.testId, monitorId: this.monitorId });
  }
}

/** Translates a planned check into a Datadog synthetic test. */
export function toTestArgs(guardrail: Synthetic, dashboards: Dashboards): datadog.SyntheticsTestArgs {
  const { every, failingFor, failingLocations } = guardrail;
  return {
    ...toTestOptions(
      guardrail,
      guardrail,
      { tickEvery: every, minLocationFailed: failingLocations, minFailureDuration: failingFor },
      dashboards,
    ),
    ...toRequest(guardrail),
  };
}

function toRequest(
  guardrail: Synthetic,
): Pick<
  datadog.SyntheticsTestArgs,
  "type" | "subtype" | "requestDefinition" | "requestHeaders" | "assertions" | "deviceIds"
> {
  const { check } = guardrail;
  switch (check.kind) {
    case "http":
      return {
        type: "api",
        subtype: "http",
        requestDefinition: { method: check.method, url: check.url },
        ...(Object.keys(check.headers).length > 0 && { requestHeaders: { ...check.headers } }),
        assertions: toAssertions(guardrail),
      };
    case "dns":
      return {
        type: "api",
        subtype: "dns",
        requestDefinition: { host: check.host },
        assertions: toAssertions(guardrail),
      };
    case "websocket":
      return {
        type: "api",
        subtype: "websocket",
        requestDefinition: { url: check.url },
        assertions: toAssertions(guardrail),
      };
    case "browser":
      // A browser test without steps loads its page; only API tests take assertions.
      return {
        type: "browser",
        requestDefinition: { method: "GET", url: check.url },
        deviceIds: ["chrome.laptop_large"],
      };
  }
}
