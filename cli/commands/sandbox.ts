import { Command, InvalidArgumentError } from "commander";

import type { DatadogApi } from "../../sandbox/api/server";
import { SandboxError } from "../../sandbox/sandbox-error";
import { PACKAGES, type PackageName } from "../../sandbox/packages";
import { checkout } from "../checkout";
import { localStack } from "../engine/local-stack";
import { policyPack } from "../engine/policy-pack";
import { openWorkplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";
import { startSandboxApi } from "../history/account";

/** `belfry sandbox`: keeps the sandbox up and prints how a plain `pulumi` works against it. */
export function sandboxCommand(): Command {
  const command = new Command("sandbox").description(
    "Keep the sandbox running, for plain pulumi preview, up, refresh and destroy against it.",
  );
  for (const name of PACKAGES)
    command.option(`--${name}-port <port>`, `port of the ${name} control plane`, parsePort);
  return command.action(async (options: Readonly<Record<string, number>>) => {
    const ports = Object.fromEntries(
      PACKAGES.flatMap((name) =>
        options[`${name}Port`] === undefined ? [] : [[name, options[`${name}Port`]]],
      ),
    ) as Partial<Record<PackageName, number>>;
    refuseSharedPorts(ports);
    const say = (line: string): void => {
      console.error(line);
    };
    const request = { stack: localStack, make: [localStack], ports };
    const place = await openWorkplace(checkout, request, say).catch(inOurWords);
    const api = await startSandboxApi("kept");
    console.log("# The sandbox is up. In another terminal, in this folder:");
    // The CLI that npm start found or built may lie where no other terminal looks.
    const cli = process.env["BELFRY_PULUMI"];
    if (cli !== undefined) console.log(`export PATH='${cli}':"$PATH"`);
    const { environment } = place.runOf(localStack);
    const pack = { PULUMI_OPTION_POLICY_PACK: policyPack(checkout) };
    const variables = { ...environment, ...pack, ...clientVariables(api) };
    for (const [name, value] of Object.entries(variables)) console.log(`export ${name}='${value}'`);
    console.log(
      "# Then pulumi preview, up, refresh and destroy work as ever, and belfry history pull asks this sandbox.",
    );
    console.log("# Ctrl-C here ends it.");
    await untilTold();
    await api.stop();
    await place.close();
  });
}

/** What Datadog's clients, and `belfry history pull`, read their address and keys from. */
const clientVariables = ({ keys, url }: DatadogApi): Readonly<Record<string, string>> => ({
  DATADOG_HOST: url,
  DD_API_KEY: keys.apiKey,
  DD_APP_KEY: keys.applicationKey,
});

function refuseSharedPorts(ports: Readonly<Partial<Record<PackageName, number>>>): void {
  for (const port of Object.values(ports)) {
    const names = PACKAGES.filter((name) => ports[name] === port);
    if (names.length < 2) continue;
    const options = names.map((name) => `--${name}-port`).join(" and ");
    throw new Stop(exitCodes.usage, `${options}: two control planes cannot share port ${port}.`);
  }
}

/** Waits for Ctrl-C; listening for a signal alone would not keep this process, nor with it the sandbox. */
async function untilTold(): Promise<void> {
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<unknown>((resolve) => {
    process.once("SIGINT", resolve).once("SIGTERM", resolve);
  });
  clearInterval(alive);
}

/** The sandbox names its own option; here it is the command's. */
function inOurWords(error: unknown): never {
  if (!(error instanceof SandboxError)) throw error;
  throw new Stop(exitCodes.problems, error.message.replace(/\boption ports\.(\w+)/, "option --$1-port"));
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new InvalidArgumentError("A port is a whole number from 1 to 65535.");
}
