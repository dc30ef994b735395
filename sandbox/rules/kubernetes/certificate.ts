import { eachText, findingIf } from "../kit";
import { get, isGiven, isMissing, number, record, text } from "../read";
import type { Rule } from "../rule";
import { CERTIFICATE } from "./types";

const SOURCE =
  "cert-manager pkg/apis/certmanager/v1/types_certificate.go; internal/apis/certmanager/validation/certificate.go";
const types = [CERTIFICATE];
const HOUR = 3600;
const DEFAULT_DURATION = 90 * 24 * HOUR;
const LEAST_RENEW_BEFORE = 300;

const UNITS: Readonly<Record<string, number>> = { h: HOUR, m: 60, s: 1, ms: 0.001, us: 1e-6, ns: 1e-9 };

/** A Go duration such as "2160h" or "1h30m" in seconds; `undefined` when it is none. */
export function goDuration(written: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|ms|h|m|s))+$/.test(written)) return undefined;
  const parts = [...written.matchAll(/(\d+(?:\.\d+)?)(ns|us|ms|h|m|s)/g)];
  return parts.reduce((sum, [, amount = "0", unit = "s"]) => sum + Number(amount) * (UNITS[unit] ?? 0), 0);
}

/** Durations are Go's: days and weeks do not exist. */
const durations: Rule = {
  code: "kubernetes/certificate-duration-format",
  source: SOURCE,
  types,
  check: (inputs) =>
    ["spec.duration", "spec.renewBefore"].flatMap((path) =>
      eachText(inputs, path)
        .filter(({ value }) => goDuration(value) === undefined)
        .map(({ value }) => ({
          path,
          message: `is "${value}"; write hours, minutes and seconds, such as "2160h".`,
        })),
    ),
};

/** A certificate lives at least an hour and is renewed while it lives. */
const renewal: Rule = {
  code: "kubernetes/certificate-renewal",
  source: `${SOURCE} (MinimumCertificateDuration 1h, MinimumRenewBefore 5m)`,
  types,
  check: (inputs) => {
    const spec = record(inputs, "spec");
    const duration = goDuration(text(spec["duration"]) ?? "") ?? DEFAULT_DURATION;
    const before = goDuration(text(spec["renewBefore"]) ?? "");
    const percent = number(spec["renewBeforePercentage"]);
    return [
      ...findingIf(
        duration < HOUR,
        "spec.duration",
        `is "${text(spec["duration"]) ?? ""}"; write at least "1h".`,
      ),
      ...findingIf(
        before !== undefined && before >= duration,
        "spec.renewBefore",
        "is not shorter than the certificate's life; shorten it.",
      ),
      ...findingIf(
        before !== undefined && before < LEAST_RENEW_BEFORE,
        "spec.renewBefore",
        `is below five minutes; write at least "5m".`,
      ),
      ...findingIf(
        isGiven(spec["renewBefore"]) && isGiven(spec["renewBeforePercentage"]),
        "spec.renewBeforePercentage",
        "excludes 'renewBefore'; keep one.",
      ),
      ...findingIf(
        percent !== undefined && !(percent > 0 && percent < 100),
        "spec.renewBeforePercentage",
        `is ${percent ?? 0}; write a percentage between 0 and 100.`,
      ),
    ];
  },
};

/** A certificate is about something and is signed by someone. */
const subject: Rule = {
  code: "kubernetes/certificate-subject",
  source: SOURCE,
  types,
  check: (inputs) => {
    const spec = record(inputs, "spec");
    const subjects = [
      "dnsNames",
      "commonName",
      "ipAddresses",
      "uris",
      "emailAddresses",
      "literalSubject",
      "otherNames",
    ];
    const commonName = text(spec["commonName"]);
    return [
      ...findingIf(
        subjects.every((name) => isMissing(spec[name])),
        "spec.dnsNames",
        "or 'commonName' is required; say what the certificate is for.",
      ),
      ...findingIf(
        spec["secretName"] === "",
        "spec.secretName",
        "is empty; name the secret that receives the certificate.",
      ),
      ...findingIf(
        get(spec, "issuerRef", "name") === "",
        "spec.issuerRef.name",
        "is empty; name the issuer.",
      ),
      ...findingIf(
        (commonName?.length ?? 0) > 64,
        "spec.commonName",
        `has ${commonName?.length ?? 0} characters; keep at most 64, or use 'dnsNames'.`,
      ),
    ];
  },
};

/** Host names alone: no scheme, port or path, a wildcard only as the first label. */
const hosts: Rule = {
  code: "kubernetes/certificate-dns-name",
  source: `${SOURCE}; RFC 6125`,
  types,
  check: (inputs) =>
    eachText(inputs, "spec.dnsNames[]")
      .filter(
        ({ value }) =>
          !/^(?:\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/i.test(value),
      )
      .map(({ path, value }) => ({
        path,
        message: `is "${value}"; write a host name, without scheme, port or path.`,
      })),
};

/** Rules about cert-manager's certificates. */
export const certificateRules: readonly Rule[] = [durations, renewal, subject, hosts];
