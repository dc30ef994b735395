import { fileProblems, type FileUse } from "../../operator/stack-file-rules";

const plain = "config:\n  belfry:environment: prod\n";
const encrypted = `${plain}  datadog:apiKey:\n    secure: v1:abc\n  vendor:list:\n    - a: { secure: v1:def }\n`;
const ownKey = "secretsprovider: awskms://alias/belfry?region=eu-central-1\nencryptedkey: AQICAH\n";
const salted = "encryptionsalt: v1:abc\n";

const use = (changes: Partial<FileUse>): FileUse => ({
  file: "Pulumi.prod.yaml",
  text: plain,
  shared: true,
  backend: null,
  credentials: ["PULUMI_ACCESS_TOKEN"],
  ...changes,
});

const told = (changes: Partial<FileUse>) =>
  fileProblems(use(changes)).map(({ code, path, value }) => [code, path, value]);

describe("fileProblems", () => {
  it.each<readonly [string, Partial<FileUse>]>([
    ["nothing encrypted, on Pulumi Cloud", {}],
    ["a stack that reads its own file", { text: encrypted, shared: false }],
    ["a key of one's own that the file keeps", { text: encrypted + ownKey }],
    ["that key, on a backend of one's own", { text: encrypted + ownKey, backend: "s3://state" }],
    [
      "a passphrase that the pods get",
      { text: encrypted + salted, backend: "s3://state", credentials: ["PULUMI_CONFIG_PASSPHRASE"] },
    ],
    ["a Pulumi Cloud of one's own", { backend: "https://pulumi.acme.example" }],
  ])("finds nothing wrong with %s", (_what, changes) => {
    expect(told(changes)).toEqual([]);
  });

  it.each<readonly [string, Partial<FileUse>, string, string, string | null]>([
    [
      "what one stack of Pulumi Cloud encrypted, for several",
      { text: encrypted },
      "operator/encrypted",
      "Pulumi.prod.yaml config",
      "datadog:apiKey, vendor:list",
    ],
    [
      "a backend whose key is nowhere",
      { backend: "s3://state" },
      "operator/secrets-provider",
      "Pulumi.prod.yaml encryptedkey",
      null,
    ],
    [
      "a provider without its key",
      { backend: "s3://state", text: plain + (ownKey.split("\n")[0] ?? "") },
      "operator/secrets-provider",
      "Pulumi.prod.yaml encryptedkey",
      null,
    ],
    [
      "a passphrase that the pods do not get",
      { backend: "s3://state", text: plain + salted },
      "operator/passphrase",
      "Pulumi.prod.yaml encryptionsalt",
      null,
    ],
  ])("refuses %s", (_what, changes, ...expected) => {
    expect(told(changes)).toEqual([expected]);
  });
});
