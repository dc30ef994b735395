import { defaultLocations, defaultSeverity } from "../model/defaults";
import type { CertificateDeclaration } from "../model/declaration";
import { days, hours, inSeconds, written } from "../model/quantity";
import { house } from "../model/source";
import { alertingOf } from "./alerting";
import { commonOf, type PlanContext } from "./context";
import { messageOf, placeOf, warningMessageOf, type MessageParts } from "./message/compose";
import { checkTag, slowed } from "./synthetic";
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
      tags: [`severity:${alerting.severity}`, checkTag("certificate")],
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
    message: messageOf(context, alerting, wordingOf(context, declaration, { level: critical, every })),
    warningMessage:
      warning === null
        ? null
        : warningMessageOf(context, alerting, wordingOf(context, declaration, { level: warning, every })),
  };
}

/** What a level's message says; a failed run brings its own reason, since a certificate may also be wrong. */
function wordingOf(
  context: PlanContext,
  declaration: CertificateDeclaration,
  { every, level }: { readonly level: number; readonly every: number },
): MessageParts {
  const left = written(days(level));
  const certificate = `the certificate of ${declaration.host}`;
  return {
    alert: [
      `**At most ${left} left, or not valid: ${certificate}** at ${placeOf(context)}.`,
      "Reason: {{{synthetics.attributes.result.failure.message}}}",
    ].join("\n"),
    warning: null,
    silence: null,
    recovery: `**Over: ${certificate} is valid for more than ${left}** at ${placeOf(context)}.`,
    ends: `It is over once the certificate is valid for more than ${left}.`,
    guidance: declaration,
    links: { source: null, groupBy: [], before: every },
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
