import { writtenHere } from "./origin";

/** Id of one operational fact of a runbook: a service's prefix and a number, such as `VH-008`. */
export type FactId = `${"VS" | "VH" | "VV" | "OR" | "WT"}-${number}`;

/** Something only the owner of a runbook can answer; listed by `belfry check --assumptions`. */
export type Question = string;

/** A number that a runbook states. */
export interface FactSource {
  /** Tells the sources apart. */
  readonly kind: "fact";
  /** The facts that state it. */
  readonly facts: readonly FactId[];
  /** Why this reading, where the runbook allows more than one. */
  readonly because: string | null;
}

/** A number that a provider's documentation gives. */
export interface DocumentationSource {
  /** Tells the sources apart. */
  readonly kind: "documentation";
  /** The page that says so. */
  readonly page: string;
  /** What it says, in our words. */
  readonly because: string;
}

/** A number that we chose because no runbook gives one. */
export interface HouseSource {
  /** Tells the sources apart. */
  readonly kind: "house";
  /** Why this value is safe to start with. */
  readonly because: string;
  /** What the owner should confirm. */
  readonly ask: Question;
}

/** A value that only the user can supply. */
export interface SettingSource {
  /** Tells the sources apart. */
  readonly kind: "setting";
  /** Key of the setting, such as `vendhub.domain`. */
  readonly key: string;
}

/** A value that a stack's configuration changes on purpose. */
export interface OverrideSource {
  /** Tells the sources apart. */
  readonly kind: "override";
  /** Why it differs. */
  readonly because: string | null;
  /** The last day it should hold, `YYYY-MM-DD`; null when it is meant to stay. */
  readonly until: string | null;
}

/** Where a value comes from. A value without a source does not compile. */
export type Source = FactSource | DocumentationSource | HouseSource | SettingSource | OverrideSource;

/** A value together with where it comes from. */
export interface Sourced<T> {
  /** What is deployed, unless a stack's configuration overrides it. */
  readonly value: T;
  /** Who says so: a runbook, a provider's page, ourselves or the user. */
  readonly source: Source;
}

/** A value that a runbook states, with the facts that state it. */
export function fact<T>(facts: FactId | readonly FactId[], value: T, because?: string): Sourced<T> {
  return writtenHere({
    value,
    source: { kind: "fact", facts: typeof facts === "string" ? [facts] : facts, because: because ?? null },
  });
}

/** A value from a provider's documentation. */
export function documented<T>(value: T, page: string, because: string): Sourced<T> {
  return writtenHere({ value, source: { kind: "documentation", page, because } });
}

/** A value that we chose: why it is a safe start, and what to ask the runbook's owner. */
export function house<T>(value: T, because: string, ask: Question): Sourced<T> {
  return writtenHere({ value, source: { kind: "house", because, ask } });
}

/** How a setting's value is written: `uri` in a part of an address, `app` as the host of Datadog's app at that site. */
export type SettingForm = "uri" | "app";

/** The text that stands for a setting until it is resolved: `${setting:vendhub.domain}`, or `${setting:key|uri}`. */
export function setting(key: string, form?: SettingForm): string {
  return form === undefined ? `\${setting:${key}}` : `\${setting:${key}|${form}}`;
}

/** A setting's text, with its key and its form. */
export const settingPattern = /\$\{setting:([\w.-]+)(?:\|(uri|app))?\}/g;

/** The text that stands for the provider's id of another guardrail of the same service. */
export function reference(kind: "objective" | "dashboard" | "monitor", id: string): string {
  return `\${${kind}:${id}}`;
}

/** Id inside a reference such as `${objective:vendhub/uptime}`; a bare id is its own. */
export function referencedId(reference: string): string {
  return /^\$\{[a-z-]+:(.+)\}$/.exec(reference)?.[1] ?? reference;
}

/** Keys of the settings that a text still waits for. */
export function settingsIn(text: string): readonly string[] {
  return [...text.matchAll(settingPattern)].map((match) => match[1] ?? "");
}
