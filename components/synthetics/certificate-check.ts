import * as datadog from "@pulumi/datadog";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { priorityOf } from "../../model/severity";
import type { GuardrailOf } from "../../plan/types";
import { labels } from "../identity";
import { toTestOptions, type TestAlert } from "./test-options";

type Certificate = GuardrailOf<"certificate">;

/** Which of a certificate's two levels a test watches. */
export type CertificateLevel = "warning" | "critical";

/** What a {@link CertificateCheck} needs to know. */
export interface CertificateCheckArgs {
  /** The planned check. */
  readonly guardrail: Certificate;
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

  constructor(name: string, { guardrail }: CertificateCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:synthetics:CertificateCheck", name, {}, opts);

    const { critical, issued, warning } = guardrail;
    const parent = { parent: this };
    const check = (level: CertificateLevel, days: number): pulumi.Output<string> =>
      new datadog.SyntheticsTest(`${name}-${level}`, toCertificateTestArgs(guardrail, level, days), parent)
        .id;
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
  level: CertificateLevel,
  days: number,
): datadog.SyntheticsTestArgs {
  const { every, host, port } = guardrail;
  const alert = level === "critical" ? criticalAlert(guardrail) : warningAlert(guardrail, days);
  return {
    ...toTestOptions(guardrail, alert, { tickEvery: every, acceptSelfSigned: false }),
    type: "api",
    subtype: "ssl",
    requestDefinition: { host, port: String(port) },
    assertions: [{ type: "certificate", operator: "isInMoreThan", target: String(days) }],
  };
}

function criticalAlert({ message, name, priority, renotifyEvery }: Certificate): TestAlert {
  return { name: `${name} (critical)`, message, priority, renotifyEvery, part: "critical" };
}

/** A warning can wait for a working day: it has the lowest priority that its environment knows, and no reminder. */
function warningAlert(guardrail: Certificate, days: number): TestAlert {
  return {
    name: `${guardrail.name} (warning)`,
    message: warningMessage(guardrail, days),
    priority: Math.max(guardrail.priority, priorityOf("low")),
    renotifyEvery: null,
    part: "warning",
  };
}

/**
 * The message of the test that only informs. Its failure is an alert to Datadog too, so every conditional block of the
 * plan's message goes, with the handles in it, and what is left gets the warning's own number and handles.
 */
function warningMessage({ host, message, notify }: Certificate, days: number): string {
  const told = notify.warning.join(" ");
  return [
    `{{#is_alert}}\n**The certificate of ${host} has no more than ${days} days left.**\nThis informs and wakes nobody.\n{{/is_alert}}`,
    `{{#is_recovery}}\n**Over.** The certificate of ${host} is valid for more than ${days} days again.\n{{/is_recovery}}`,
    message
      .replace(/\{\{#(\w+)\}\}[\s\S]*?\{\{\/\1\}\}/g, "")
      .replace(/\n{3,}/g, "\n\n")
      .trim(),
    ...(told ? [`{{#is_alert}}${told}{{/is_alert}}`, `{{#is_recovery}}${told}{{/is_recovery}}`] : []),
  ].join("\n\n");
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
