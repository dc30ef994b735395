import type { EngineEvent } from "@pulumi/pulumi/automation";

import { causesIn, counted, notFinished } from "../../../cli/engine/deploy";

const refused = "connection refused";
const result = { stdout: `3 created\nDiagnostics:\n  ${refused}`, stderr: "" };

describe("why a deployment did not finish", () => {
  it("is what Pulumi says, where the sandbox is whole", () => {
    expect(notFinished({ ...result, lost: null })).toBe(
      `The deployment did not finish. Run npm start again: it recovers what was done and goes on.\n\nDiagnostics:\n  ${refused}`,
    );
  });

  it("promises no recovery in a backend of one's own, whose providers it does not ask", () => {
    const own = notFinished({ ...result, lost: null }, "own", "belfry clone prod demo");
    expect(own).toMatch(
      /^The deployment did not finish\. Run belfry clone prod demo again: it goes on from /,
    );
    expect(own).not.toContain("recover");
  });

  it("names the process that the sandbox lost before what followed from it", () => {
    const lost = "The sandbox's datadog process ended during the deployment.";
    expect(notFinished({ ...result, lost })).toMatch(
      /^The sandbox's datadog process ended during the deployment\. Run npm start again: .* goes on\.\n/,
    );
  });
});

it("counts one thing as one", () => {
  expect([0, 1, 2].map((count) => counted(count, "resource"))).toEqual([
    "0 resources",
    "1 resource",
    "2 resources",
  ]);
});

describe("what made a deployment fail", () => {
  const saying = (...messages: readonly string[]): EngineEvent[] =>
    messages.map((message, sequence) => ({
      sequence,
      timestamp: 0,
      diagnosticEvent: { message, severity: "error", color: "never" },
    }));

  it("is told without what only follows from it", () => {
    const events = saying(
      "update failed",
      "500 Internal Error",
      "failed to run remediation: context canceled",
    );
    expect(causesIn(events)).toEqual(["500 Internal Error"]);
  });

  it("is all that there is, where nothing else is said", () => {
    expect(causesIn(saying("update failed"))).toEqual(["update failed"]);
  });
});
