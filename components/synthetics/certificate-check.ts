import * as datadog from "@pulumi/datadog";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { warningPriority } from "../../plan/message/occasions";
import type { GuardrailOf } from "../../plan/types";
import { labels } from "../identity";
import type { Dashboards } from "../references";
import { toTestOptions, type TestAlert } from "./test-options";

type Certificate = GuardrailOf<"certificate">;

/** Which of a certificate's two levels a test watches. */
export type CertificateLevel = "warning" | "critical";

/** What a {@link CertificateCheck} needs to know. */
export interface CertificateCheckArgs {
  /** The planned check. */
  readonly guardrail: Certificate;
  /** The dashboards that its messages link. */
  readonly dashboards: Dashboards;
}

/**
 * Watches how long a certificate lasts: a synthetic test has one level, so the warning is a test of its own. Where the
 * service runs on Kubernetes, the cert-manager object that issues and renews the certificate belongs to it.
 */
export class CertificateCheck extends pulumi.ComponentResource {
  /** Id of the test that alerts. */
  readonly criticalTestId: pulumi.Output<string>;

  /** Id of the test that informs; undefined without a warning level. */
  readonly warningTestId: pulumi.Output<string> | undefined;

  constructor(
    name: string,
    { dashboards, guardrail }: CertificateCheckArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("belfry:synthetics:CertificateCheck", name, {}, opts);

    const { critical, issued, warning } = guardrail;
    const parent = { parent: this };
    const check = (level: CertificateLevel, days: number): pulumi.Output<string> => {
      const args = toCertificateTestArgs(guardrail, { level, days }, dashboards);
      return new datadog.SyntheticsTest(`${name}-${level}`, args, parent).id;
    };
    this.criticalTestId = check("critical", critical);
    if (warning !== null) this.warningTestId = check("warning", warning);
    if (issued) {
      const args = toCertificateArgs(guardrail, issued);
      new kubernetes.apiextensions.CustomResource(`${name}-certificate`, args, parent);
    }

    this.registerOutputs({ criticalTestId: this.criticalTestId, warningTestId: this.warningTestId });
  }
}

/**
 * Translates one level of a planned check.
 *
 * Assertion: https://docs.datadoghq.com/synthetics/api_tests/ssl_tests/#define-assertions
 */
export function toCertificateTestArgs(
  guardrail: Certificate,
  { days, level }: { readonly level: CertificateLevel; readonly days: number },
  dashboards: Dashboards,
): datadog.SyntheticsTestArgs {
  const { every, host, port } = guardrail;
  const alert = level === "critical" ? criticalAlert(guardrail) : warningAlert(guardrail);
  return {
    ...toTestOptions(guardrail, alert, { tickEvery: every, acceptSelfSigned: false }, dashboards),
    type: "api",
    subtype: "ssl",
    requestDefinition: { host, port: String(port) },
    assertions: [{ type: "certificate", operator: "isInMoreThan", target: String(days) }],
  };
}

function criticalAlert({ message, name, priority, renotifyEvery }: Certificate): TestAlert {
  return { name: `${name} (critical)`, message, priority, renotifyEvery, part: "critical" };
}

/** A warning needs no reminder. */
function warningAlert(guardrail: Certificate): TestAlert {
  return {
    name: `${guardrail.name} (warning)`,
    message: guardrail.warningMessage ?? "",
    priority: warningPriority(guardrail),
    renotifyEvery: null,
    part: "warning",
  };
}

/**
 * Translates the certificate's issuing: one object of cert-manager, under its secret's name.
 *
 * Source: https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec
 */
export function toCertificateArgs(
  guardrail: Certificate,
  issued: NonNullable<Certificate["issued"]>,
): kubernetes.apiextensions.CustomResourceArgs {
  const { duration, issuer, names, namespace, renewBefore, secret } = issued;
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: secret, namespace, labels: labels({ guardrail }) },
    spec: {
      secretName: secret,
      dnsNames: [...names],
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: issuer },
      duration: toGoDuration(duration),
      renewBefore: toGoDuration(renewBefore),
    },
  };
}

/** Seconds as Go prints a duration, the form that the API server hands back. */
function toGoDuration(seconds: number): string {
  return `${Math.floor(seconds / 3600)}h${Math.floor((seconds % 3600) / 60)}m${seconds % 60}s`;
}
