import { repeatServices } from "../../bench/repeat-services";
import { buildPlan } from "../../plan/build";
import { knownServices, loadPlan } from "../../stacks/load-plan";
import { readStackFile } from "../../stacks/stack-file";
import { estate } from "../../services/estate";
import { services } from "../../services/all";

const root = `${__dirname}/../..`;

describe("repeatServices", () => {
  it("leaves the services alone where they are wanted once", () => {
    expect(repeatServices(services, 1)).toEqual(services);
  });

  it("gives every guardrail of every copy an id of its own", () => {
    const repeated = repeatServices(services, 3);
    const { environment } = loadPlan(readStackFile(root, "local"));
    const names = repeated.map(({ name }) => name);
    const plan = buildPlan({ environment: { ...environment, services: names }, estate, services: repeated });
    const ids = plan.guardrails.map(({ id }) => id);

    expect(names).toHaveLength(3 * (knownServices.length - 1));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("lets settings and texts of a copy follow its name", () => {
    const [first] = services;
    const copy = repeatServices(services, 2).find(({ name }) => name === `${first?.name ?? ""}2`);

    expect(copy?.settings.map(({ key }) => key)).toEqual(
      first?.settings.map(({ key }) => key.replace(`${first.name}.`, `${first.name}2.`)),
    );
  });
});
