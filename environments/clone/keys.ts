import { tidy } from "../../model/quantity";
import type { Problem } from "../../model/problem";
import type { RawConfig } from "../../stacks/raw-config";
import { at, type Draft } from "./draft";
import type { CloneRequest } from "./request";

/** A number of the file; each of them is 1 where nothing is written. */
const numberAt = (draft: Draft, key: keyof RawConfig): number => {
  const value = draft.read(at(key));
  return typeof value === "number" ? value : 1;
};

type KeyRule = (draft: Draft, request: CloneRequest) => void;

const inherited: KeyRule = () => undefined;

/** A record of its own rules: settings, overrides and waivers. */
const byItsEntries: KeyRule = () => undefined;

/** What a clone does with every key that a stack's configuration may use: a new key does not compile without a rule. */
const keyRules: Readonly<Record<keyof RawConfig, KeyRule>> = {
  environment: (draft, { from, to }) => {
    draft.write(at("environment"), to, "name", from);
  },
  clonedFrom: (draft, { from }) => {
    draft.write(at("clonedFrom"), from, "origin");
  },
  expires: (draft, { expires }) => {
    if (expires === null) draft.drop(at("expires"), "expires");
    else draft.write(at("expires"), expires, "expires");
  },
  protected: (draft) => {
    draft.write(at("protected"), false, "unprotected");
  },
  pages: (draft) => {
    draft.write(at("pages"), false, "never-pages", "false");
  },
  pager: inherited,
  probeSlowdown: inherited,
  backups: (draft) => {
    draft.write(at("backups"), "daily", "daily-backups", "full");
  },
  scale: (draft, { options: { scale } }) => {
    if (scale !== null) draft.write(at("scale"), tidy(scale * numberAt(draft, "scale")), "scaled", "1");
  },
  relax: (draft, { options: { relax } }) => {
    if (relax !== null) draft.write(at("relax"), tidy(relax * numberAt(draft, "relax")), "relaxed", "1");
  },
  asOf: inherited,
  services: (draft, { options: { services } }) => {
    if (services !== null) draft.write(at("services"), services, "services", "all");
  },
  settings: byItsEntries,
  exampleSettings: (draft) => {
    draft.drop(at("exampleSettings"), "no-examples");
  },
  overrides: byItsEntries,
  waivers: byItsEntries,
};

/** Rewrites every key that is not a record of its own: what an environment is called, whom it wakes, how long it lives. */
export function rewriteKeys(draft: Draft, request: CloneRequest): void {
  for (const rule of Object.values(keyRules)) rule(draft, request);
}

/** The service that an override's or a waiver's path belongs to. */
const serviceIn = (path: string): string => path.split(/[/.]/)[0] ?? "";

/** Leaves out changed values and waivers that are over, or of services that the clone does not have. */
export function rewriteExceptions(
  draft: Draft,
  { known, now }: CloneRequest,
  chosen: readonly string[],
): void {
  const others = known.map(({ name }) => name).filter((name) => !chosen.includes(name));
  const today = now.slice(0, 10);
  for (const id of draft.keys(at("overrides"))) {
    if (others.includes(serviceIn(id))) {
      draft.drop(at("overrides", id), "left-out-service");
      continue;
    }
    for (const field of draft.keys(at("overrides", id)))
      if (isOver(draft.read(at("overrides", id, field)), today))
        draft.drop(at("overrides", id, field), "over");
  }
  const waivers = draft.read(at("waivers"));
  if (!Array.isArray(waivers)) return;
  // From the last, so that the places of the others stay.
  for (const [index, waiver] of [...waivers.entries()].reverse()) {
    if (isOver(waiver, today)) draft.drop(at("waivers", index), "over");
    else if (others.includes(serviceIn((waiver as { readonly path: string }).path)))
      draft.drop(at("waivers", index), "left-out-service");
  }
}

function isOver(value: unknown, today: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { until } = value as { readonly until?: unknown };
  return typeof until === "string" && until < today;
}

/** What is wrong with the services that are asked for. */
export function serviceProblems(
  { from, known, options }: CloneRequest,
  deployed: readonly string[],
): readonly Problem[] {
  const names = known.map(({ name }) => name);
  return (options.services ?? [])
    .filter((name) => !deployed.includes(name))
    .map((name) => ({
      code: "clone/service",
      path: "--services",
      value: name,
      rule: whyNot(name, from, names),
      remedy: `Choose among ${deployed.join(", ")}.`,
    }));
}

function whyNot(name: string, from: string, names: readonly string[]): string {
  if (name === "estate") return "what services share is no service: it is deployed with each of them.";
  return names.includes(name)
    ? `${from} does not deploy it, so there is nothing to clone.`
    : "no service has this name.";
}
