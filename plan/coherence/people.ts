import { wakingMentions } from "../../model/route";
import { alertsOf } from "../chain-proof";
import type { Guardrail } from "../types";
import type { Alert } from "../message/occasions";
import type { CoherenceRule, Finding } from "./rule";

/** What wakes people tells them where to look, and reaches somebody. */
export const pageIsComplete: CoherenceRule = {
  code: "coherence/page-complete",
  title: "An alert has a receiver, and a page also a runbook and an owner",
  because:
    "An alert without a receiver wakes nobody; one without a runbook leaves people alone at night; one without an owner is nobody's to mend.",
  example: "The route of critical alerts has no handle.",
  fix: "Give the route a handle, and the service its team and the file of its catalogue.",
  find: ({ environment, guardrails }) => [
    ...(environment.pages ? alertsOf(guardrails).flatMap(unheard) : []),
    ...alertsOf(guardrails)
      .filter(({ pages }) => pages)
      .flatMap(({ id, runbook, tags }) => [
        ...(tags.some((tag) => /^team:./.test(tag))
          ? []
          : [
              {
                path: `${id}.tags`,
                value: null,
                rule: "no tag names the team that owns it.",
                remedy: "Name the service's team.",
              },
            ]),
        ...(runbook === ""
          ? [
              {
                path: `${id}.runbook`,
                value: null,
                rule: "it says nowhere what to do.",
                remedy: "Give it a page.",
              },
            ]
          : []),
      ]),
  ],
};

/** An alert that nobody hears at all; where nothing pages, some are heard by pagers alone. */
function unheard({ id, notify, route }: Alert): readonly Finding[] {
  // A route of that name says so on purpose, as monitors do that were adopted without a receiver.
  if (notify.alert.length > 0 || route.endsWith("/nobody")) return [];
  return [
    { path: `${id}.route`, value: route, rule: "the route has no receiver.", remedy: "Give it a handle." },
  ];
}

/** An environment that must not wake anyone does not. */
export const quietEnvironment: CoherenceRule = {
  code: "coherence/quiet-environment",
  title: "An environment without pages wakes nobody",
  because: "People who are woken by staging stop trusting their pager.",
  example: "Staging says pages: false, and a monitor's route still holds an on-call handle.",
  fix: "Route it through the service's severities, which an environment without pages quietens.",
  find: ({ environment, guardrails }) =>
    environment.pages
      ? []
      : guardrails
          .filter((each) => ("pages" in each && each.pages) || wakes(each))
          .map(({ id }) => ({
            path: id,
            value: null,
            rule: `${environment.name} does not page, and this would wake people.`,
            remedy: "Route it through the service's severities.",
          })),
};

const wakes = (guardrail: Guardrail): boolean =>
  "notify" in guardrail &&
  Object.values(guardrail.notify)
    .flat()
    .some((handle) => wakingMentions(handle).length > 0);
