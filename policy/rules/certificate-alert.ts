import type { StackRule, StackSubject } from "../rule";
import { at, hasUnknown, listOf, unknown, type Value } from "../value";

const certificate = "kubernetes:cert-manager.io/v1:Certificate";
const test = "datadog:index/syntheticsTest:SyntheticsTest";

/** Where a test says which host it watches. */
const host = "requestDefinition.host";

/** What tells whether a test is an alert of a certificate. */
const deciding = ["subtype", "status", host];

/**
 * https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec
 * https://docs.datadoghq.com/synthetics/api_tests/ssl_tests/
 */
export const certificateAlert: StackRule = {
  name: "certificate-alert",
  title: "A certificate has an alert",
  because: "A renewal that fails is silent until browsers refuse the certificate.",
  severity: "high",
  types: [certificate, test],
  check: (subjects) => {
    const tests = subjects.filter(({ type }) => type === test);
    // A preview may not know yet what is watched.
    if (tests.some(({ props }) => deciding.some((path) => at(props, path) === unknown))) return [];
    const watched = tests.filter(isLiveCheck).map(({ props }) => at(props, host));
    return subjects
      .filter(({ type }) => type === certificate)
      .filter((each) => !hasUnknown(at(each.props, "spec")))
      .flatMap(({ props, urn }) => {
        const names = [...listOf(at(props, "spec.dnsNames")), ...listOf(at(props, "spec.commonName"))].map(
          String,
        );
        if (names.length === 0 || names.some((name) => watched.some((each) => covers(name, each)))) return [];
        return [
          {
            urn,
            path: "spec.dnsNames",
            value: names.join(", "),
            rule: "no SSL test of this stack watches any of them.",
            remedy: 'Add a live SyntheticsTest (type "api", subtype "ssl") whose host is one of them.',
          },
        ];
      });
  },
};

function isLiveCheck({ props }: StackSubject): boolean {
  return props["subtype"] === "ssl" && props["status"] !== "paused";
}

/** A wildcard stands for one label. */
function covers(name: string, watched: Value | undefined): boolean {
  if (typeof watched !== "string") return false;
  return name.startsWith("*.") ? watched.slice(watched.indexOf(".")) === name.slice(1) : watched === name;
}
