import { inputsOf } from "../../adoption/foreign-monitor";

it("takes of a monitor what the SDK has a word for, and nothing that a client keeps for itself", () => {
  const options = {
    thresholds: { critical: 90, warning: null },
    notifyBy: ["*"],
    silenced: {},
    syntheticsCheckId: null,
    minLocationFailed: 2,
    additionalProperties: { avalancheWindow: 10 },
  };
  expect(inputsOf({ name: "x", priority: null, restrictedRoles: null, options, overallState: "OK" })).toEqual(
    {
      name: "x",
      monitorThresholds: { critical: "90" },
      notifyBies: ["*"],
    },
  );
});
