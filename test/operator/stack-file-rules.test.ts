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
    ["a key service", { text: encrypted + ownKey }],
    ["a key service, on a backend of one's own", { text: encrypted + ownKey, backend: "s3://state" }],
    [
      "a passphrase that the pods get",
      { text: encrypted + salted, backend: "s3://state", credentials: ["PULUMI_CONFIG_PASSPHRASE"] },
    ],
    [
      "a passphrase that the pods get, and no salt yet",
      { backend: "s3://state", credentials: ["PULUMI_CONFIG_PASSPHRASE"] },
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
      "a backend of one's own, and no passphrase",
      { backend: "s3://state" },
      "operator/passphrase",
      "Pulumi.prod.yaml secretsprovider",
      null,
    ],
    [
      "a provider that is a passphrase by its name",
      { backend: "s3://state", text: `${plain}secretsprovider: passphrase\n` },
      "operator/passphrase",
      "Pulumi.prod.yaml secretsprovider",
      null,
    ],
    [
      "a passphrase on Pulumi Cloud that the pods do not get",
      { text: plain + salted },
      "operator/passphrase",
      "Pulumi.prod.yaml secretsprovider",
      null,
    ],
  ])("refuses %s", (_what, changes, ...expected) => {
    expect(told(changes)).toEqual([expected]);
  });
});
