import type { Environment, Override } from "../../model/environment";
import { nearest } from "../../model/nearest";
import type { Problem } from "../../model/problem";
import { parseQuantity, units, written, type Unit } from "../../model/quantity";
import type { Service } from "../../model/service";
import type { Handle } from "../../model/route";
import { settingsIn } from "../../model/source";
import { severities } from "../../model/severity";
import { undeclaredSettings } from "../settings";
import type { Guardrail } from "../types";

/** Every id is well formed and used once: it is the guardrail's identity for good. */
export function checkIds(guardrails: readonly Guardrail[]): readonly Problem[] {
  const seen = new Map<string, number>();
  for (const { id } of guardrails) seen.set(id, (seen.get(id) ?? 0) + 1);
  return [...seen].flatMap(([id, times]) => {
    const problems: Problem[] = [];
    if (times > 1) {
      problems.push({
        code: "id/duplicate",
        path: id,
        value: `${times} times`,
        rule: "an id names one guardrail.",
        remedy: "Give each its own name.",
      });
    }
    if (!/^[a-z0-9-]+\/[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(id)) {
      problems.push({
        code: "id/form",
        path: id,
        value: null,
        rule: "an id is service/name in lower-case letters, digits and hyphens, which do not stand first or last.",
        remedy: "Rename it.",
      });
    }
    return problems;
  });
}

/** Every severity of a service leads to one of its routes, and every route is led to. */
export function checkRoutes(service: Service): readonly Problem[] {
  const known = Object.keys(service.routes);
  const named: readonly (readonly [string, string])[] = [
    ...severities.map((severity) => [`severities.${severity}`, service.severities[severity].route] as const),
    ...service.guardrails.flatMap((each) =>
      "route" in each && typeof each.route === "string" ? [[each.name, each.route] as const] : [],
    ),
  ];
  const used = named.map(([, route]) => route);
  return [
    ...named
      .filter(([, route]) => !known.includes(route))
      .map(([path, route]) => ({
        code: "route/unknown",
        path: `${service.name}.${path}`,
        value: route,
        rule: "the service has no such route.",
        remedy: `Declare it, or name one of ${known.join(", ")}.`,
      })),
    ...known
      .filter((route) => !used.includes(route))
      .map((route) => ({
        code: "route/unused",
        path: `${service.name}.routes.${route}`,
        value: null,
        rule: "no severity and no guardrail names this route, so nobody ever hears through it.",
        remedy: "Name it where it belongs, or remove it.",
      })),
    ...Object.entries(service.routes).flatMap(([route, { handles }]) =>
      handles
        .filter(({ kind, name }) => settingsIn(name).length === 0 && !handleForms[kind].test(name))
        .map(({ kind, name }) => ({
          code: "route/handle",
          path: `${service.name}.routes.${route}`,
          value: name,
          rule: `no ${kind} handle is written so, and Datadog would tell nobody.`,
          remedy:
            kind === "email"
              ? "Write an address such as team@shop.example."
              : "Write the name alone, one word without # and @.",
        })),
    ),
  ];
}

/** What may follow `@slack-` and the like in a message; an address is one whole. */
const handleForms: Readonly<Record<Handle["kind"], RegExp>> = {
  "on-call": /^[a-z0-9-]+$/,
  pagerduty: /^[\w.-]+$/,
  slack: /^[\p{L}\p{N}_.-]+$/u,
  email: /^[^\s@,;()]+@[^\s@,;()]+\.[^\s@,;().]+$/,
};

/** Every `${setting:…}` is declared, so that a user is asked for it. */
export function checkSettings(
  guardrails: readonly Guardrail[],
  services: readonly Service[],
): readonly Problem[] {
  return undeclaredSettings(guardrails, services).map((key) => ({
    code: "setting/undeclared",
    path: key.split(".")[0] ?? key,
    value: key,
    rule: "a guardrail refers to this setting, but no service declares it.",
    remedy: "Declare it with required() or defaulted().",
  }));
}

/** Settings that are still missing, or still hold a runbook's placeholder; a real deployment refuses them. */
export function missingSettings(
  guardrails: readonly Guardrail[],
  services: readonly Service[],
  environment: Environment,
): readonly Problem[] {
  const declared = new Map(
    services.flatMap(({ settings }) => settings.map((each) => [each.key, each] as const)),
  );
  const keys = [...new Set(guardrails.flatMap(({ unset }) => unset))].sort();
  const missing = keys.map((key) => ({
    code: "setting/required",
    path: `belfry:settings.${key}`,
    value: null,
    rule: `${environment.name} must supply it: ${declared.get(key)?.describe ?? key}.`,
    remedy: `Write a value such as ${quoted(declared.get(key)?.example ?? "…")}.`,
  }));
  const placeholders = Object.entries(environment.settings)
    .filter(([, value]) =>
      /yourdomain\.com|your-(app|domain)\.|company\.com|\.local$|placeholder|changeme/i.test(value),
    )
    .map(([key, value]) => ({
      code: "setting/placeholder",
      path: `belfry:settings.${key}`,
      value,
      rule: "this is the runbook's placeholder, not a real value.",
      remedy: `Write the real value, such as ${declared.get(key)?.example ?? "…"}.`,
    }));
  return [...missing, ...placeholders];
}

/** An example as YAML takes it for a text: a bare number would lose its leading zeros. */
function quoted(example: string): string {
  return /^\d+$/.test(example) ? `"${example}"` : example;
}

/** Every override names a guardrail and a field that exist, in a unit of its dimension. */
export function checkOverrides(
  guardrails: readonly Guardrail[],
  environment: Environment,
): readonly Problem[] {
  return Object.entries(environment.overrides).flatMap(([id, fields]): readonly Problem[] => {
    const guardrail = guardrails.find((each) => each.id === id);
    if (guardrail) {
      return Object.entries(fields).flatMap(([field, override]) => checkOverride(guardrail, field, override));
    }
    return [
      {
        code: "override/unknown-guardrail",
        path: `belfry:overrides.${id}`,
        value: null,
        rule: `no guardrail of ${environment.name} has this id; it would change nothing.`,
        remedy:
          meant(
            id,
            guardrails.map((each) => each.id),
          ) ?? "`npx belfry plan` lists the ids.",
      },
    ];
  });
}

function checkOverride({ id, sources }: Guardrail, field: string, override: Override): readonly Problem[] {
  const path = `belfry:overrides.${id}.${field}`;
  const declared = sources.find((source) => source.field === field && source.kind !== "override");
  const applied = sources.some((source) => source.field === field && source.kind === "override");
  if (!declared || !applied) {
    const fields = changeableFields(sources);
    const values = fields.length === 0 ? "It has none that can be." : `Its values are ${fields.join(", ")}.`;
    return [
      {
        code: "override/unknown-field",
        path,
        value: null,
        rule: "this guardrail has no such value to change.",
        remedy: [meant(field, fields), values].filter(Boolean).join(" "),
      },
    ];
  }
  if (override.bare || dimensionFits(declared.stated ?? "", override.value.unit)) return [];
  return [
    {
      code: "override/unit",
      path,
      value: written(override.value),
      rule: `this value is measured otherwise: it stands at ${declared.stated ?? "another quantity"}.`,
      remedy: "Write it in such a unit.",
    },
  ];
}

/** What is probably meant, as a question. */
function meant(word: string, known: readonly string[]): string | undefined {
  const near = nearest(word, known);
  return near === undefined ? undefined : `Did you mean ${near}?`;
}

/** What a guardrail tells of another: it is changed there. */
const heldElsewhere = /^objective$|^responses\.\w+\.respondWithin$/;

/** The fields that hold a number or a quantity of their own. */
function changeableFields(sources: Guardrail["sources"]): readonly string[] {
  const quantities = sources.filter(({ stated }) => parseQuantity(stated ?? ""));
  return [...new Set(quantities.map(({ field }) => field))].filter((field) => !heldElsewhere.test(field));
}

function dimensionFits(stated: string, unit: Unit): boolean {
  const declared = parseQuantity(stated);
  return declared !== undefined && units[declared.unit].dimension === units[unit].dimension;
}

/** Temporary changes end; after that day they are a problem, though what is deployed does not change by itself. */
export function expiredOverrides(environment: Environment, today: string): readonly Problem[] {
  return Object.entries(environment.overrides).flatMap(([id, fields]) =>
    Object.entries(fields)
      .filter(([, { until }]) => until !== null && until < today)
      .map(([field, { because, until }]) => ({
        code: "override/expired",
        path: `belfry:overrides.${id}.${field}`,
        value: until,
        rule: `this temporary change${because ? ` (${because})` : ""} ended on that day.`,
        remedy: "Remove it, or give it a new end date and a reason.",
      })),
  );
}
