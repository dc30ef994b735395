import { checkShape } from "../../../sandbox/schema/check";
import { Deriver } from "../../../sandbox/schema/derive";
import { locateDeclaration } from "../../../sandbox/schema/locate";
import { pinnedSchema } from "../../../sandbox/schema/pinned";
import type { TypeSchema } from "../../../sandbox/schema/shape";
import { UNKNOWN, type Bag } from "../../../sandbox/wire/values";

const deriver = new Deriver();

function derived(type: string): TypeSchema {
  const declaration = locateDeclaration(type);
  if (declaration === undefined) throw new Error(`the SDK declares no ${type}`);
  return deriver.derive(type, declaration);
}

const reasons = (schema: TypeSchema, inputs: Bag): readonly string[] =>
  checkShape(schema, inputs).map(({ reason }) => reason);

describe("the declared type of a Datadog monitor", () => {
  const schema = derived("datadog:index/monitor:Monitor");
  const monitor: Bag = { name: "a", type: "query alert", query: "q", message: "m" };

  it("takes what it declares", () => {
    expect(reasons(schema, { ...monitor, monitorThresholds: { critical: "90" }, tags: ["a:b"] })).toEqual([]);
  });

  it("tells of everything that is wrong at once, with path, value and remedy", () => {
    const wrong: Bag = {
      type: 5,
      query: "q",
      message: "m",
      onMisingData: "default",
      monitorThresholds: { critical: 90 },
    };
    expect(reasons(schema, wrong)).toEqual([
      "'type' is 5, but must be text; write text. [schema]",
      "'onMisingData' is not a property of this type; did you mean 'onMissingData'? [schema]",
      "'monitorThresholds.critical' is 90, but must be text; write text. [schema]",
      "'name' is required and missing; set 'name'. [schema]",
    ]);
  });

  it("waits for values that are not known yet", () => {
    expect(
      reasons(schema, { name: UNKNOWN, type: UNKNOWN, query: UNKNOWN, message: UNKNOWN, tags: [UNKNOWN] }),
    ).toEqual([]);
  });

  it("is not fooled by names that every object has", () => {
    const hostile = JSON.parse('{"__proto__": {}, "constructor": 1}') as Bag;
    expect(reasons(schema, { ...monitor, ...hostile, toString: "x" })).toHaveLength(3);
  });
});

describe("declared types of other packages", () => {
  it("follows definitions into lists", () => {
    const found = checkShape(derived("aws:backup/plan:Plan"), {
      rules: [{ ruleName: "a", targetVaultName: "v", startwindow: 60 }],
    });
    expect(found.map(({ property }) => property)).toEqual(["rules[0].startwindow"]);
  });

  it("knows literal types", () => {
    const found = reasons(derived("kubernetes:autoscaling/v2:HorizontalPodAutoscaler"), {
      apiVersion: "autoscaling/v1",
      spec: { maxReplicas: 3, scaleTargetRef: { kind: "Deployment", name: "a" } },
    });
    expect(found).toEqual([`'apiVersion' is "autoscaling/v1"; use one of "autoscaling/v2". [schema]`]);
  });

  it("finds declarations whose file name is spelled in other letter case", () => {
    expect(locateDeclaration("aws:datasync/s3Location:S3Location")?.file).toMatch(/s3location\.d\.ts$/);
    expect(locateDeclaration("kubernetes:rbac.authorization.k8s.io/v1:Role")?.file).toMatch(
      /rbac\/v1\/role\.d\.ts$/,
    );
    expect(locateDeclaration("datadog:index/monitor:Monitr")).toBeUndefined();
  });

  it("takes either side of a union", () => {
    const schema = derived("kubernetes:policy/v1:PodDisruptionBudget");
    expect(reasons(schema, { spec: { minAvailable: 1 } })).toEqual([]);
    expect(reasons(schema, { spec: { minAvailable: "50%" } })).toEqual([]);
    expect(reasons(schema, { spec: { minAvailable: true } })).toHaveLength(1);
  });
});

describe("the pinned schema of a certificate", () => {
  const schema = pinnedSchema("kubernetes:cert-manager.io/v1:Certificate");

  it("knows the fields of cert-manager", () => {
    if (schema === undefined) throw new Error("no pinned schema");
    const spec = { secretName: "tls", issuerRef: { name: "le" }, dnsName: ["a"] };
    expect(reasons(schema, { apiVersion: "cert-manager.io/v1", kind: "Certificate", spec })).toEqual([
      "'spec.dnsName' is not a property of this type; did you mean 'dnsNames'? [schema]",
    ]);
  });
});
