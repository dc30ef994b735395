import { each, eachText, findingIf } from "../kit";
import { get, record, text } from "../read";
import type { Finding, Rule } from "../rule";
import {
  AUTOSCALER,
  BUDGET,
  CERTIFICATE,
  CONFIG_MAP,
  CRON_JOB,
  LIMIT_RANGE,
  NAMESPACE,
  SECRET,
  SERVICE_ACCOUNT,
} from "./types";

const SOURCE = "kubernetes/apimachinery pkg/util/validation/validation.go";
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^(?:[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const all = [AUTOSCALER, BUDGET, CRON_JOB, LIMIT_RANGE, CONFIG_MAP, SECRET, SERVICE_ACCOUNT, CERTIFICATE];

/** Names are DNS-1123 subdomains; namespaces are single labels. */
const names: Rule = {
  code: "kubernetes/name",
  source: `${SOURCE} (IsDNS1123Subdomain, IsDNS1123Label)`,
  types: [...all, NAMESPACE],
  check: (inputs) => {
    const isNamespace = inputs["kind"] === "Namespace";
    const [pattern, longest] = isNamespace ? ([LABEL, 63] as const) : ([SUBDOMAIN, 253] as const);
    const message = (value: string): string =>
      `is "${value}"; use lower-case letters, digits and hyphens, beginning and ending with a letter or digit, at most ${longest} characters.`;
    return [
      ...eachText(inputs, "metadata.name").flatMap(({ path, value }) =>
        findingIf(!pattern.test(value) || value.length > longest, path, message(value)),
      ),
      ...eachText(inputs, "metadata.namespace").flatMap(({ path, value }) =>
        findingIf(!LABEL.test(value) || value.length > 63, path, message(value)),
      ),
    ];
  },
};

/** Labels and annotations have qualified names; label values are short words. */
const labels: Rule = {
  code: "kubernetes/label",
  source: `${SOURCE} (IsQualifiedName, IsValidLabelValue)`,
  types: [...all, NAMESPACE],
  check: (inputs) => [
    ...["labels", "annotations"].flatMap((part) =>
      Object.keys(record(inputs, "metadata", part)).flatMap((key) =>
        checkKey(key, `metadata.${part}.${key}`),
      ),
    ),
    ...Object.entries(record(inputs, "metadata", "labels")).flatMap(([key, value]): readonly Finding[] => {
      const written = text(value);
      const isWrong = written !== undefined && (!VALUE.test(written) || written.length > 63);
      return findingIf(
        isWrong,
        `metadata.labels.${key}`,
        `is "${written ?? ""}"; use at most 63 letters, digits and - _ . , no colon or slash.`,
      );
    }),
  ],
};

/** A scheduled job's name leaves room for what the controller appends to it. */
const cronJobName: Rule = {
  code: "kubernetes/cronjob-name",
  source: "kubernetes pkg/apis/batch/validation/validation.go (52 characters)",
  types: [CRON_JOB],
  check: (inputs) =>
    eachText(inputs, "metadata.name")
      .filter(({ value }) => value.length > 52)
      .map(({ path, value }) => ({
        path,
        message: `has ${value.length} characters; keep at most 52.`,
      })),
};

/** Keys of configuration and secrets become file names. */
const dataKeys: Rule = {
  code: "kubernetes/data-key",
  source: `${SOURCE} (IsConfigMapKey)`,
  types: [CONFIG_MAP, SECRET],
  check: (inputs) =>
    ["data", "stringData", "binaryData"].flatMap((part) =>
      Object.keys(record(inputs, part))
        .filter((key) => !/^[-._a-zA-Z0-9]{1,253}$/.test(key) || key === "." || key.startsWith(".."))
        .map((key) => ({
          path: `${part}.${key}`,
          message: "is no valid key; use letters, digits and - _ .",
        })),
    ),
};

/** What lies in a secret's "data" is base64. */
const secretData: Rule = {
  code: "kubernetes/secret-data",
  source: "https://kubernetes.io/docs/concepts/configuration/secret/ (data: base64; stringData: plain)",
  types: [SECRET],
  check: (inputs) =>
    Object.entries(record(inputs, "data"))
      .filter(
        ([, value]) =>
          typeof value === "string" &&
          !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value),
      )
      .map(([key]) => ({ path: `data.${key}`, message: "is not base64; encode it, or use 'stringData'." })),
};

/** Limits are quantities in order: minimum, default, maximum. */
const limits: Rule = {
  code: "kubernetes/limit-range",
  source: "kubernetes pkg/apis/core/validation/validation.go (ValidateLimitRange)",
  types: [LIMIT_RANGE],
  check: (inputs) =>
    each(inputs, "spec.limits[]").flatMap(({ path, value }) => {
      const type = text(get(value, "type"));
      const isKnown = type === undefined || ["Container", "Pod", "PersistentVolumeClaim"].includes(type);
      return [
        ...findingIf(
          !isKnown,
          `${path}.type`,
          `is "${type ?? ""}"; use Container, Pod or PersistentVolumeClaim.`,
        ),
        ...orderFindings(value, path),
      ];
    }),
};

/** Rules about what every object has, and about small kinds. */
export const metadataRules: readonly Rule[] = [names, labels, cronJobName, dataKeys, secretData, limits];

function checkKey(key: string, path: string): readonly Finding[] {
  const name = key.slice(key.lastIndexOf("/") + 1);
  return findingIf(
    !QUALIFIED.test(key) || name.length > 63,
    path,
    "is no valid key; write prefix/name with letters, digits and - _ .",
  );
}

const LEVELS = ["min", "defaultRequest", "default", "max"] as const;

function orderFindings(limit: Parameters<typeof get>[0], path: string): readonly Finding[] {
  const resources = new Set(LEVELS.flatMap((level) => Object.keys(record(limit, level))));
  return [...resources].flatMap((resource) => {
    const given = LEVELS.flatMap((level) => {
      const amount = quantity(text(record(limit, level)[resource]));
      return amount === undefined ? [] : [{ level, amount }];
    });
    return given.flatMap(({ level, amount }, index) => {
      const before = given[index - 1];
      const isWrong = before !== undefined && before.amount > amount;
      return findingIf(isWrong, `${path}.${level}.${resource}`, `is below ${before?.level ?? ""}; raise it.`);
    });
  });
}

const SCALE: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A quantity such as "250m" or "1Gi" as a number; `undefined` when it is none. */
export function quantity(written: string | undefined): number | undefined {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/.exec(
    written ?? "",
  );
  if (match === null) return undefined;
  const [, digits = "", exponent = "", suffix = ""] = match;
  return Number(`${digits}${exponent}`) * (SCALE[suffix] ?? 1);
}
