import { describeProblem } from "../../model/problem";
import { loadProblem } from "../../stacks/load-problem";

const root = "/home/me/belfry";

/** An error as Node.js throws it, its frames from the innermost on. */
function thrown(error: Error, ...frames: readonly string[]): Error {
  error.stack = [String(error), ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return error;
}

const told = (error: unknown): string | undefined => {
  const problem = loadProblem(error, root);
  return problem && describeProblem(problem);
};

describe("loadProblem", () => {
  it("tells the line of a service's file, past the frames of Node.js", () => {
    const frames = [
      "Function._load (node:internal/modules/cjs/loader:1215:32)",
      `Object.<anonymous> (${root}/services/shop/alerts.ts:7:5)`,
    ];

    expect(
      told(thrown(new Error(`Cannot find module './x'\nRequire stack:\n- ${root}/a.ts`), ...frames)),
    ).toBe(
      "services/shop/alerts.ts:7: it cannot be loaded: Error: Cannot find module './x'. Mend that line; `npm run check` shows more. [service/load]",
    );
    expect(
      told(thrown(new TypeError("Cannot read properties of undefined (reading 'call')"), ...frames)),
    ).toBe(
      "services/shop/alerts.ts:7: it cannot be loaded: TypeError: what is called here is not exported where it is imported from. Mend that line; `npm run check` shows more. [service/load]",
    );
  });

  it("tells where any file of the checkout cannot be read", () => {
    const frame = `Parser.raise (${root}/node_modules/sucrase/index.js:1:2)`;
    const sucrase = Object.assign(
      new SyntaxError(`Error transforming ${root}/model/unit.ts: Unexpected token (3:9)`),
      { loc: { line: 3, column: 9 } },
    );
    const json = new SyntaxError(`${root}/services/facts/shop.json: Unexpected end of JSON input`);
    const double = new SyntaxError("Identifier 'x' has already been declared");
    double.stack = `${root}/services/shop.ts:4\nconst x = 2;\n      ^\n\n${String(double)}\n    at ${frame}`;

    expect(
      [thrown(sucrase, frame), thrown(json, frame), double].map((error) => loadProblem(error, root)),
    ).toMatchObject([
      { path: "model/unit.ts:3", rule: "it cannot be loaded: SyntaxError: Unexpected token." },
      {
        path: "services/facts/shop.json",
        rule: "it cannot be loaded: SyntaxError: Unexpected end of JSON input.",
      },
      {
        path: "services/shop.ts:4",
        rule: "it cannot be loaded: SyntaxError: Identifier 'x' has already been declared.",
      },
    ]);
  });

  it.each<[string, unknown]>([
    [
      "thrown by Belfry's own code",
      thrown(new Error("x"), `plan (${root}/plan/build.ts:1:2)`, `${root}/services/all.ts:1:1`),
    ],
    ["thrown by a package", thrown(new Error("x"), `${root}/node_modules/zod/services/a.ts:1:2`)],
    ["thrown in another checkout", thrown(new Error("x"), "f (/home/you/belfry/services/all.ts:1:2)")],
    ["without a stack", Object.assign(new Error("x"), { stack: undefined })],
    ["that is no error", "x"],
  ])("leaves alone what is %s", (_, error) => {
    expect(loadProblem(error, root)).toBeUndefined();
  });
});
