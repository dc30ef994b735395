import * as defaults from "../../model/defaults";
import { units } from "../../model/quantity";
import { signals } from "../../model/signal";
import type { Sourced } from "../../model/source";

type Grouped = Sourced<unknown> | Readonly<Record<string, Sourced<unknown>>>;

const isSourced = (each: Grouped): each is Sourced<unknown> => "source" in each && "value" in each;

const readings = [...new Set(Object.values(signals).map(({ reading }) => reading))].sort();

describe("house defaults", () => {
  it("cover every reading of a signal", () => {
    expect(Object.keys(defaults.defaultWindow).sort()).toEqual(readings);
    expect(Object.keys(defaults.defaultSilence).sort()).toEqual(readings);
  });

  it("say why each is a safe start and what to ask, or which page says so", () => {
    const sourced = Object.values<Grouped>(defaults).flatMap((each) =>
      isSourced(each) ? [each] : Object.values(each),
    );

    expect(sourced.length).toBeGreaterThan(20);
    for (const { source } of sourced) {
      if (source.kind === "house")
        expect([source.because, source.ask]).toEqual([
          expect.stringMatching(/\w.*\.$/),
          expect.stringMatching(/\?$/),
        ]);
      else
        expect(source).toEqual(
          expect.objectContaining({ kind: "documentation", page: expect.stringMatching(/^https:/) }),
        );
    }
  });

  it("alert neither later than the shortest response time nor more often than checks can fail", () => {
    const seconds = ({ unit, value }: { value: number; unit: keyof typeof units }) =>
      (value * units[unit].numerator) / units[unit].denominator;

    expect(
      seconds(defaults.defaultInterval.value) + seconds(defaults.defaultFailingFor.value),
    ).toBeLessThanOrEqual(300);
    expect(defaults.defaultFailingLocations.value).toBeLessThanOrEqual(
      defaults.defaultLocations.value.length,
    );
  });
});

describe("signals", () => {
  it.each(Object.entries(signals))("%s has a title that reads inside a sentence", (_, { title }) => {
    expect(title).toMatch(/^\S.*[^.\s]$/);
  });

  it("counted as a rate have the dimension of one, or a share of one", () => {
    const rates = Object.values(signals).filter(({ reading }) => reading === "rate");

    expect([...new Set(rates.map(({ dimension }) => dimension))].sort()).toEqual(["rate", "share"]);
  });
});
