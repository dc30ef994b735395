import { transform } from "sucrase";

import { express, readMonitor } from "../../adoption/express";
import { measuring } from "../../adoption/measures";
import { proposeService } from "../../adoption/propose-service";
import * as declaration from "../../model/declaration";
import type { Declaration } from "../../model/declaration";
import * as quantity from "../../model/quantity";
import * as settings from "../../model/setting";
import * as source from "../../model/source";
import * as telemetry from "../../model/telemetry";
import { services } from "../../services/all";
import { foreignMonitor, foreignMonitors } from "./request";

const modules: Readonly<Record<string, unknown>> = {
  "model/declaration": declaration,
  "model/quantity": quantity,
  "model/setting": settings,
  "model/source": source,
  "model/telemetry": telemetry,
};

/** Runs a proposed file as the program would, from where it is put, and gives what it exports. */
function exportsOf(text: string, file = "/checkout/proposed.ts"): Readonly<Record<string, unknown>> {
  const { code } = transform(text, { transforms: ["typescript", "imports"] });
  const found: Record<string, unknown> = {};
  const load = (name: string): unknown => modules[name.replace(/^(\.\.\/)+/, "")];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- a module as Node runs it
  new Function("require", "exports", `${code}\n//# sourceURL=${file}`)(load, found);
  return found;
}

const expressed = foreignMonitors("local").flatMap(([, monitor]) => {
  const reading = readMonitor(monitor);
  const to = { environment: "local", service: "bookshop", leftOut: [], measureOf: measuring(services, []) };
  const found = reading.ok && express(reading.read, to);
  return found && found.ok && found.expressed.service === "bookshop" ? [found.expressed] : [];
});

const known = { environment: "local", services, ids: new Set(["vendhub/dashboard"]) };

describe("what a proposed file says", () => {
  it("is what was planned and checked: a whole service", () => {
    const { proposed, source: text } = proposeService("bookshop", expressed, known);
    expect(expressed.length).toBeGreaterThan(3);
    expect(exportsOf(text)).toEqual({ bookshop: proposed });
  });

  it("is what was planned and checked: further declarations of a service, under names that are free", () => {
    const { file, proposed, source: text } = proposeService("vendhub", [...expressed, ...expressed], known);
    const further = proposed.guardrails.slice(
      services.find(({ name }) => name === "vendhub")?.guardrails.length,
    );
    expect([file, exportsOf(text)]).toEqual(["services/vendhub/imported.ts", { importedAlerts: further }]);
    expect(new Set(proposed.guardrails.map(({ name }) => name)).size).toBe(proposed.guardrails.length);
  });

  it("tells the places of the messages by routes of severities, and of a monitor where that is another", () => {
    const { proposed } = proposeService("bookshop", expressed, known);
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

  const cpu = (id: number, message: string, severity: string) => {
    const reading = readMonitor(
      foreignMonitor(
        {
          name: `CPU ${id}`,
          type: "metric alert",
          query: "avg(last_5m):avg:docker.cpu.usage{env:local,service:bookshop} > 80",
          message,
          tags: [`severity:${severity}`],
          options: {},
        },
        id,
      ),
    );
    const to = { environment: "local", service: null, leftOut: [], measureOf: measuring(services, []) };
    const found = reading.ok && express(reading.read, to);
    if (!found || !found.ok) throw new Error("It is expressed.");
    return found.expressed;
  };
  const routesOf = ({ guardrails }: { readonly guardrails: readonly object[] }) =>
    guardrails.map((each) => ("route" in each ? each.route : null));

  it("wakes nobody by what told nobody, and answers to a pager by a chain", () => {
    const told = [
      cpu(1, "@pagerduty-books", "medium"),
      cpu(2, "@slack-books", "medium"),
      cpu(3, "", "medium"),
    ];
    const { proposed } = proposeService("bookshop", told, known);
    expect(proposed.severities.medium.route).toBe("page");
    expect(routesOf(proposed)).toEqual([null, "team", "team", null]);
    expect(proposed.guardrails.at(-1)).toMatchObject({ kind: "escalation", rotation: null });
    const alone = proposeService("bookshop", [cpu(1, "@pagerduty-books", "low"), cpu(3, "", "low")], known);
    expect(routesOf(alone.proposed)).toEqual([null, "nobody", null]);
  });

  it("takes of a known service a route that wakes people only where the monitor does", () => {
    const further = (message: string) =>
      routesOf(proposeService("vendhub", [cpu(1, message, "critical")], known).proposed).at(-1);
    expect(["", "@team@example.org", "@pagerduty-x"].map(further)).toEqual(["team", "team", null]);
  });

  it("takes no name that the plan has, and no file that is in place", () => {
    const ids = new Set(["vendhub/cpu-1", "vendhub/dashboard"]);
    const first = proposeService("vendhub", [cpu(1, "", "low")], { ...known, ids });
    expect(first.monitors.map(({ name }) => name)).toEqual(["cpu-1-2"]);
    expect(first.file).toBe("services/vendhub/imported.ts");
    const { importedAlerts } = exportsOf(first.source, `/checkout/${first.file}`);
    const there = { ...first.proposed, guardrails: importedAlerts as readonly Declaration[] };
    const second = proposeService("vendhub", [cpu(2, "", "low")], { ...known, services: [there] });
    expect(second.file).toBe("services/vendhub/imported-2.ts");
  });

  it.each([
    ["book-shop", "bookShop"],
    ["class", "classService"],
    ["monitor", "monitorService"],
    ["imported", "importedService"],
    ["a--b-", "aB"],
    ["1st", "service1st"],
  ])("calls %s in its file %s", (service, variable) => {
    const { source: text } = proposeService(service, [cpu(1, "", "low")], known);
    expect(Object.keys(exportsOf(text))).toEqual([variable]);
  });
});
