import { transform } from "sucrase";

import { express, readMonitor } from "../../adoption/express";
import { measuring } from "../../adoption/measures";
import { proposeService } from "../../adoption/propose-service";
import * as declaration from "../../model/declaration";
import * as quantity from "../../model/quantity";
import * as settings from "../../model/setting";
import * as source from "../../model/source";
import * as telemetry from "../../model/telemetry";
import { services } from "../../services/all";
import { foreignMonitors } from "./request";

const modules: Readonly<Record<string, unknown>> = {
  "model/declaration": declaration,
  "model/quantity": quantity,
  "model/setting": settings,
  "model/source": source,
  "model/telemetry": telemetry,
};

/** Runs a proposed file as the program would, and gives what it exports. */
function exportsOf(text: string): Readonly<Record<string, unknown>> {
  const { code } = transform(text, { transforms: ["typescript", "imports"] });
  const found: Record<string, unknown> = {};
  const load = (name: string): unknown => modules[name.replace(/^(\.\.\/)+/, "")];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- a module as Node runs it
  new Function("require", "exports", code)(load, found);
  return found;
}

const expressed = foreignMonitors("local").flatMap(([, monitor]) => {
  const reading = readMonitor(monitor);
  const to = { environment: "local", service: "bookshop", measureOf: measuring(services, []) };
  const found = reading.ok && express(reading.read, to);
  return found && found.ok && found.expressed.service === "bookshop" ? [found.expressed] : [];
});

describe("what a proposed file says", () => {
  it("is what was planned and checked: a whole service", () => {
    const { proposed, source: text } = proposeService("bookshop", expressed, {
      environment: "local",
      services,
    });
    expect(expressed.length).toBeGreaterThan(3);
    expect(exportsOf(text)).toEqual({ bookshop: proposed });
  });

  it("is what was planned and checked: further declarations of a service, under names that are free", () => {
    const known = { environment: "local", services };
    const { file, proposed, source: text } = proposeService("vendhub", [...expressed, ...expressed], known);
    const further = proposed.guardrails.slice(
      services.find(({ name }) => name === "vendhub")?.guardrails.length,
    );
    expect([file, exportsOf(text)]).toEqual(["services/vendhub/imported.ts", { importedAlerts: further }]);
    expect(new Set(proposed.guardrails.map(({ name }) => name)).size).toBe(proposed.guardrails.length);
  });

  it("tells the places of the messages by routes of severities, and of a monitor where that is another", () => {
    const { proposed } = proposeService("bookshop", expressed, { environment: "local", services });
    const { routes, severities, settings: asked } = proposed;
    expect(
      Object.entries(routes).map(([name, { handles }]) => [name, handles.map(({ kind }) => kind)]),
    ).toEqual([
      ["team", ["slack"]],
      ["team-2", ["email"]],
    ]);
    expect([severities.critical.route, severities.low.route]).toEqual(["team", "team-2"]);
    expect(asked.map(({ key }) => key)).toEqual(["bookshop.slackChannel", "bookshop.mailbox"]);
  });
});
