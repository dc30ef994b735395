import type { Problem } from "../../model/problem";
import type { Service } from "../../model/service";
import { longestSentryName } from "../sentry";
import type { Guardrail } from "../types";

/** What a Kubernetes label holds at most; each object carries the names of its guardrail, service and team so. */
const longestLabel = 63;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const longestBucket = 63;

/** Pages of the catalogue that belong to no service. */
const takenPages = ["readme.md", "calendar.md", "questions.md", "coherence.md"];

/** Names of services that providers take as tags, labels and parts of other names, and that no two services share. */
export function checkServiceNames(services: readonly Service[]): readonly Problem[] {
  const first = (service: Service, field: "name" | "runbook"): boolean =>
    services.find((each) => each[field] === service[field]) === service;
  return services.flatMap((service) => [
    ...wordProblems("service/name", `${service.name}.name`, service.name),
    ...wordProblems("service/team", `${service.name}.team`, service.team),
    ...(first(service, "name")
      ? []
      : [
          {
            code: "service/duplicate",
            path: `${service.name}.name`,
            value: service.name,
            rule: "another service, or what services share, has this name.",
            remedy: "Give it a name of its own.",
          },
        ]),
    ...pageProblems(service, first(service, "runbook")),
  ]);
}

function wordProblems(code: string, path: string, word: string): readonly Problem[] {
  if (/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(word) && word.length <= longestLabel) return [];
  return [
    {
      code,
      path,
      value: word,
      rule: `it is a tag and a label: lower-case letters, digits and hyphens, a letter first and no hyphen last, at most ${longestLabel}.`,
      remedy: "Write such a word; the title says it to people.",
    },
  ];
}

/** The catalogue writes a file of this name and links to it. */
function pageProblems({ name, runbook }: Service, isFirst: boolean): readonly Problem[] {
  const free = isFirst && !takenPages.includes(runbook);
  if (free && /^[a-z0-9][a-z0-9-]*\.md$/.test(runbook)) return [];
  return [
    {
      code: "service/runbook",
      path: `${name}.runbook`,
      value: runbook,
      rule: free
        ? "it is the service's page in the catalogue: lower-case letters, digits and hyphens, and .md."
        : "the catalogue has another page of this name.",
      remedy: `Write ${/^[a-z0-9][a-z0-9-]*$/.test(name) ? name : "shop"}.md.`,
    },
  ];
}

/** Names that a guardrail gives to what it deploys: short enough for its provider, and in one line. */
export function checkNames(guardrail: Guardrail): readonly Problem[] {
  const { id, kind, name, title } = guardrail;
  const long = (path: string, value: string, most: number, remedy: string): Problem => ({
    code: "name/length",
    path,
    value,
    rule: `it has ${value.length} characters, and ${most} are taken.`,
    remedy,
  });
  return [
    ...(id.length > longestLabel ? [long(id, id, longestLabel, "Shorten the guardrail's name.")] : []),
    ...(/[\r\n]/.test(title)
      ? [
          {
            code: "name/line",
            path: `${id}.title`,
            value: JSON.stringify(title),
            rule: "a title is one line.",
            remedy: "Write it without line breaks.",
          },
        ]
      : []),
    ...(kind === "sentry-rule" && name.length > longestSentryName
      ? [long(`${id}.title`, name, longestSentryName, "Shorten the rule's title.")]
      : []),
    // An account that is still a setting has twelve digits.
    ...(kind === "backup" && guardrail.bucket.replace(/\$\{[^}]*\}/, "0".repeat(12)).length > longestBucket
      ? [
          long(
            `${id}.bucket`,
            guardrail.bucket,
            longestBucket,
            "Shorten the name of the service or of the environment.",
          ),
        ]
      : []),
  ];
}
