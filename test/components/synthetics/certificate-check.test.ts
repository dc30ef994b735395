import { CertificateCheck, toCertificateTestArgs } from "../../../components/synthetics/certificate-check";
import { certificateOf, tagsOf } from "../../support/guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

const dashboards = new Map<string, string>();

const issued = {
  namespace: "shop",
  issuer: "letsencrypt",
  secret: "shop-tls",
  names: ["shop.example", "www.shop.example"],
  duration: 7_776_000,
  renewBefore: 2_594_130,
};

describe("CertificateCheck", () => {
  it("registers one test for each level", async () => {
    const engine = await PulumiRecorder.install();

    new CertificateCheck("shop/tls", {
      guardrail: certificateOf({ message: "Seven days." }),
      dashboards,
    });

    expect(await engine.registrations()).toEqual([
      { type: "belfry:synthetics:CertificateCheck", name: "shop/tls", under: "", inputs: {} },
      {
        type: "datadog:index/syntheticsTest:SyntheticsTest",
        name: "shop/tls-critical",
        under: "belfry:synthetics:CertificateCheck",
        inputs: {
          name: "Shop: tls (critical)",
          type: "api",
          subtype: "ssl",
          status: "live",
          message: "Seven days.",
          locations: ["aws:eu-central-1"],
          tags: [...tagsOf("shop/tls"), "belfry-part:critical"],
          requestDefinition: { host: "shop.example", port: "443" },
          assertions: [{ type: "certificate", operator: "isInMoreThan", target: "10" }],
          optionsList: {
            tickEvery: 3600,
            acceptSelfSigned: false,
            monitorName: "Shop: tls (critical)",
            monitorPriority: 2,
            monitorOptions: { renotifyInterval: 30 },
          },
        },
      },
      {
        type: "datadog:index/syntheticsTest:SyntheticsTest",
        name: "shop/tls-warning",
        under: "belfry:synthetics:CertificateCheck",
        inputs: {
          name: "Shop: tls (warning)",
          type: "api",
          subtype: "ssl",
          status: "live",
          message: "It will be broken.",
          locations: ["aws:eu-central-1"],
          tags: [...tagsOf("shop/tls"), "belfry-part:warning"],
          requestDefinition: { host: "shop.example", port: "443" },
          assertions: [{ type: "certificate", operator: "isInMoreThan", target: "20" }],
          optionsList: {
            tickEvery: 3600,
            acceptSelfSigned: false,
            monitorName: "Shop: tls (warning)",
            monitorPriority: 4,
            monitorOptions: { renotifyInterval: 0 },
          },
        },
      },
    ]);
  });

  it("has one test where there is one level", async () => {
    const engine = await PulumiRecorder.install();

    new CertificateCheck("shop/tls", { guardrail: certificateOf({ warning: null }), dashboards });

    expect(await engine.names()).toEqual([
      "belfry:synthetics:CertificateCheck shop/tls",
      "datadog:index/syntheticsTest:SyntheticsTest shop/tls-critical",
    ]);
  });

  it("registers the object that issues and renews the certificate in a cluster", async () => {
    const engine = await PulumiRecorder.install();

    new CertificateCheck("shop/tls", { guardrail: certificateOf({ issued }), dashboards });

    const found = (await engine.registrations()).filter(({ name }) => name === "shop/tls-certificate");
    expect(found).toEqual([
      {
        type: "kubernetes:cert-manager.io/v1:Certificate",
        name: "shop/tls-certificate",
        under: "belfry:synthetics:CertificateCheck",
        inputs: {
          apiVersion: "cert-manager.io/v1",
          kind: "Certificate",
          metadata: {
            name: "shop-tls",
            namespace: "shop",
            labels: {
              "managed-by": "belfry",
              belfry: "shop.tls",
              env: "prod",
              service: "shop",
              team: "shop",
            },
          },
          spec: {
            secretName: "shop-tls",
            dnsNames: ["shop.example", "www.shop.example"],
            issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "letsencrypt" },
            duration: "2160h0m0s",
            renewBefore: "720h35m30s",
          },
        },
      },
    ]);
  });
});

describe("toCertificateTestArgs", () => {
  it("keeps the lowest priority of an environment that pages nobody", () => {
    expect(
      toCertificateTestArgs(certificateOf({ priority: 5 }), { level: "warning", days: 20 }, dashboards),
    ).toMatchObject({
      optionsList: { monitorPriority: 5 },
    });
  });
});
