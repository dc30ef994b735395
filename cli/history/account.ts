import { createRequire } from "node:module";

import { PoliteFetch, usualPoliteness, type Politeness } from "../../preview/history/pull/polite-fetch";
import type { Account } from "../../preview/history/pull/client";
import type { Origin } from "../../preview/history/origin";
import { serverName } from "../../sandbox/api/exchange";
import type * as Server from "../../sandbox/api/server";
import { checkout } from "../checkout";
import { localPlaces } from "../engine/local-stack";
import { exitCodes, Stop } from "../exit";

/** Where a command asks Datadog's API. */
export interface Source {
  /** The account, or the sandbox. */
  readonly account: Account;
  /** What it is called. */
  readonly origin: Origin;
  /** Ends what was started for it. */
  readonly stop: () => Promise<void>;
}

/** The site of an account that names none. */
const usualSite = "datadoghq.com";

/**
 * The account that the environment's variables name, after a look whether it takes the key; without keys the sandbox of this
 * checkout.
 *
 * @param instead - what is said of the sandbox where there are no keys
 * @throws Stop where only one key is there, or the key is refused
 */
export async function openSource(
  variables: NodeJS.ProcessEnv,
  say: (line: string) => void,
  instead = "the past is the sandbox's: made up, to try things on.",
): Promise<Source> {
  return (await namedSource(variables)) ?? sandboxSource(say, instead);
}

/**
 * The account that the environment's variables name, after a look whether it takes the key; null without keys.
 *
 * Variables: https://docs.datadoghq.com/getting_started/site/ and https://docs.datadoghq.com/account_management/api-app-keys/
 *
 * @throws Stop where only one key is there, or the key is refused
 */
export async function namedSource(
  variables: NodeJS.ProcessEnv,
  politeness: Politeness = usualPoliteness,
): Promise<Source | null> {
  const [apiKey, applicationKey] = [variables["DD_API_KEY"] ?? "", variables["DD_APP_KEY"] ?? ""];
  if (apiKey === "" && applicationKey === "") return null;
  if (apiKey === "" || applicationKey === "")
    throw new Stop(
      exitCodes.usage,
      `${apiKey === "" ? "DD_API_KEY" : "DD_APP_KEY"} is not set. Set both keys for an account, or neither for the sandbox.`,
    );
  const url = addressOf(variables);
  const account = { url, apiKey, applicationKey };
  return { account, origin: { place: await placeOf(account, politeness) }, stop: () => Promise.resolve() };
}

async function sandboxSource(say: (line: string) => void, instead: string): Promise<Source> {
  say(`DD_API_KEY and DD_APP_KEY are not set, so ${instead}`);
  const { keys, stop, url } = await startSandboxApi();
  return { account: { url, ...keys }, origin: { place: "sandbox" }, stop };
}

/**
 * Serves Datadog's API from this checkout's sandbox.
 *
 * @param keys - new ones for a command that asks by itself, so that nothing is written; kept ones for whoever is told them
 */
export function startSandboxApi(keys: "kept" | "new" = "new"): Promise<Server.DatadogApi> {
  // Few commands need the sandbox's past, so that the others start without it.
  const { startDatadogApi } = createRequire(__filename)("../../sandbox/api/server.ts") as typeof Server;
  return startDatadogApi({ directory: localPlaces(checkout).sandbox, keys });
}

function addressOf(variables: NodeJS.ProcessEnv): string {
  const host = variables["DATADOG_HOST"] ?? "";
  const written = host === "" ? `https://api.${variables["DD_SITE"] ?? usualSite}` : host;
  const url = URL.canParse(written) ? new URL(written) : undefined;
  const plain = url?.protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  // Keys must not travel in the open.
  if (url && (url.protocol === "https:" || plain)) return url.origin;
  throw new Stop(
    exitCodes.usage,
    `${host === "" ? "DD_SITE" : "DATADOG_HOST"} names no address of an API, such as datadoghq.eu or https://api.datadoghq.eu.`,
  );
}

async function placeOf({ apiKey, url }: Account, politeness: Politeness): Promise<string> {
  const { host } = new URL(url);
  const response = await new PoliteFetch(politeness, () => undefined)
    .fetch(`${url}/api/v1/validate`, { headers: { "DD-API-KEY": apiKey } })
    .catch((error: unknown) => {
      throw new Stop(exitCodes.problems, `${host}: ${error instanceof Error ? error.message : "no answer"}.`);
    });
  if (response.headers.get("server") === serverName && response.ok) return "sandbox";
  if (response.ok) return host;
  throw new Stop(
    exitCodes.problems,
    `${host} does not take the key in DD_API_KEY (status ${response.status}). Check it, and DD_SITE.`,
  );
}
