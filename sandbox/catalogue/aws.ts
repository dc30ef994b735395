import { isSecret, isWireBag, mapBag, type Wire, type WireBag } from "../wire/values";
import { awsKinds } from "./aws-kinds";
import { textOf, uuid } from "./ids";
import { ACCOUNT, REGION, type AutoName, type PackageCatalogue, type ResourceKind } from "./kind";

// Properties that hold a JSON document: the real provider accepts an object and keeps the text.
const DOCUMENTS: ReadonlySet<string> = new Set([
  "policy",
  "assumeRolePolicy",
  "deliveryPolicy",
  "redrivePolicy",
]);

const otherKind = (type: string): ResourceKind => ({
  identify: (inputs) => textOf(inputs["name"], uuid()),
  compute: (_inputs, id) => {
    const [, module = ""] = type.split(":");
    const [service = "", noun = ""] = module.split("/");
    return { arn: `arn:aws:${service}:${REGION}:${ACCOUNT}:${noun.toLowerCase()}/${id}` };
  },
  forcesReplacement: ["name"],
  namedBy: "name",
  conflict: (id) => `creating ${type} (${id}): EntityAlreadyExists: ${id} already exists.`,
});

/** AWS' kinds of objects: names and ARNs in the account of the sandbox. */
export const awsCatalogue: PackageCatalogue = {
  name: "aws",
  kindOf: (type) => awsKinds[type] ?? otherKind(type),
  autonamed,
  invoke,
  normalise: (_type, inputs) =>
    mapBag(inputs, (value, name) =>
      DOCUMENTS.has(name) && isWireBag(value) && !isSecret(value) ? JSON.stringify(value) : value,
    ),
};

function autonamed(type: string, inputs: WireBag): AutoName | undefined {
  if (type === "aws:s3/bucket:Bucket") {
    return (inputs["bucket"] ?? inputs["bucketPrefix"]) ? undefined : { path: ["bucket"], digits: 7 };
  }
  // The real provider names only what has a name: a bucket's settings or an attachment have none.
  if (awsCatalogue.kindOf(type).namedBy !== "name") return undefined;
  if (inputs["name"] !== undefined || inputs["namePrefix"] !== undefined) return undefined;
  return { path: ["name"], digits: 7, ...(type === "aws:kms/alias:Alias" && { prefix: "alias/" }) };
}

function invoke(token: string, args: WireBag): WireBag | undefined {
  const region = textOf(args["region"], REGION);
  const answers: Readonly<Record<string, Readonly<Record<string, Wire>>>> = {
    "aws:index/getCallerIdentity:getCallerIdentity": {
      id: ACCOUNT,
      accountId: ACCOUNT,
      arn: `arn:aws:iam::${ACCOUNT}:user/belfry-sandbox`,
      userId: "AIDASANDBOX0000000000",
    },
    "aws:index/getPartition:getPartition": {
      id: "aws",
      partition: "aws",
      dnsSuffix: "amazonaws.com",
      reverseDnsPrefix: "com.amazonaws",
    },
    "aws:index/getRegion:getRegion": {
      id: region,
      name: region,
      region,
      description: region === REGION ? "US East (N. Virginia)" : region,
      endpoint: `ec2.${region}.amazonaws.com`,
    },
  };
  return answers[token];
}
