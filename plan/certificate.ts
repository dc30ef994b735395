import { defaultLocations, defaultSeverity } from "../model/defaults";
import type { CertificateDeclaration } from "../model/declaration";
import { hours, inSeconds } from "../model/quantity";
import { house } from "../model/source";
import { alertingOf, messageOf } from "./alerting";
import { commonOf, type PlanContext } from "./context";
import { slowed } from "./synthetic";
import { SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

type Certificate = GuardrailOf<"certificate">;

const interval = house(
  hours(1),
  "Days left change once a day; an hour finds a wrong renewal soon after it happens.",
  "How often should certificates be looked at?",
);

/** Plans the watch over one certificate, and the object that renews it where the service runs on Kubernetes. */
export function planCertificate(context: PlanContext, declaration: CertificateDeclaration): Certificate {
  const trail = SourceTrail.of(context, declaration);
  const critical = trail.take("critical", declaration.critical).value;
  const warning = declaration.warning ? trail.take("warning", declaration.warning).value : null;
  const every = slowed(context, trail, interval);
  const locations = trail.take("locations", defaultLocations).slice(0, 1);
  const issued = issuedOf(trail, declaration.issued);
  const alerting = alertingOf(context, trail, {
    severity: declaration.severity ?? defaultSeverity,
    respondWithin: declaration.respondWithin,
    route: declaration.route,
    anchor: declaration.name,
  });
  const at = `${declaration.host} (${context.environment.name})`;
  return {
    ...commonOf(context, {
      kind: "certificate",
      declared: declaration,
      trail,
      telemetry: {
        status: "integration",
        via: "synthetics",
        metrics: ["synthetics.test_runs"],
        docs: "https://docs.datadoghq.com/synthetics/api_tests/ssl_tests/",
        source: null,
      },
      tags: [`severity:${alerting.severity}`],
    }),
    host: declaration.host,
    port: 443,
    warning,
    critical,
    unit: "days",
    every,
    locations,
    issued,
    ...alerting,
    message: messageOf(context, alerting, {
      alert: `The certificate of ${at} has no more than ${critical} days left, or is not valid.`,
      warning: null,
      silence: null,
      recovery: `The certificate of ${at} is valid for more than ${critical} days again.`,
      guidance: declaration,
    }),
  };
}

function issuedOf(trail: SourceTrail, issued: CertificateDeclaration["issued"]): Certificate["issued"] {
  if (!issued) return null;
  const { issuer, names, namespace, secret } = issued;
  return {
    namespace,
    issuer,
    secret,
    names: [...names],
    duration: inSeconds(trail.take("duration", issued.duration)),
    renewBefore: inSeconds(trail.take("renewBefore", issued.renewBefore)),
  };
}
