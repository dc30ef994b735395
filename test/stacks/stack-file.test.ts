import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ModelError } from "../../model/problem";
import { knownServices } from "../../stacks/load-plan";
import { resolveEnvironment } from "../../stacks/resolve-environment";
import { codesOf } from "../support/models";
import { configLine, localTemplate, readStackFile, stackFileOf } from "../../stacks/stack-file";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "belfry-stacks-"));
  write(
    "Pulumi.yaml",
    "name: belfry\nconfig:\n  belfry:asOf:\n    type: string\n    default: '2026-11-21'\n",
  );
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string | Buffer): void {
  writeFileSync(join(root, file), text);
}

/** What reading a stack's file complains about. */
function complaintOf(stack: string): string {
  try {
    readStackFile(root, stack);
  } catch (error) {
    if (error instanceof ModelError) return error.message;
    throw error;
  }
  return "nothing";
}

const prod = "config:\n  belfry:environment: prod\n  belfry:pages: true\n";

/** Few lines that would become hundreds of millions of values: each list repeats the one before. */
const laughing = [
  "a: &a [x]",
  ..."bcdefgh".split("").map((key, index) => listOf(key, "abcdefg".charAt(index))),
]
  .concat("config: *h", "")
  .join("\n");

function listOf(key: string, before: string): string {
  return `${key}: &${key} [${Array.from({ length: 10 }, () => `*${before}`).join(", ")}]`;
}

describe("a stack's file", () => {
  it("gives the values of our namespace over the project's defaults", () => {
    write("Pulumi.prod.yaml", `${prod}  aws:region: eu-central-1\nencryptionsalt: v1:x\n`);

    expect(readStackFile(root, "prod")).toEqual({
      problems: [],
      where: "Pulumi.prod.yaml",
      own: ["environment", "pages"],
      stack: "prod",
      encrypted: [],
      values: { asOf: "2026-11-21", environment: "prod", pages: true },
    });
  });

  it("may change a default", () => {
    write("Pulumi.prod.yaml", `${prod}  belfry:asOf: 2026-12-01\n`);

    expect(readStackFile(root, "prod").values["asOf"]).toBe("2026-12-01");
  });

  it("reads the same after Pulumi rewrote its values as text", () => {
    write("Pulumi.prod.yaml", prod);
    const before = readStackFile(root, "prod").values;
    write("Pulumi.prod.yaml", prod.replace("true", '"true"'));

    expect(readStackFile(root, "prod").values).toEqual(before);
  });

  it.each([
    ["CRLF", Buffer.from(prod.replaceAll("\n", "\r\n"))],
    ["a byte order mark", Buffer.from(`\uFEFF${prod}`)],
    [
      "comments and JSON",
      Buffer.from('# ours\nconfig: {"belfry:environment": "prod", "belfry:pages": true}\n'),
    ],
  ])("may be written with %s", (_, text) => {
    write("Pulumi.prod.yaml", text);

    expect(readStackFile(root, "prod").values).toEqual({
      asOf: "2026-11-21",
      environment: "prod",
      pages: true,
    });
  });

  it.each(["", "{}", "config:\n", "config: nothing\n", "- a\n", "just text\n"])(
    "that says nothing (%j) is told, and has the project's defaults",
    (text) => {
      write("Pulumi.prod.yaml", text);

      const { problems, values } = readStackFile(root, "prod");

      expect(values).toEqual({ asOf: "2026-11-21" });
      expect(codesOf(problems ?? [])).toEqual(["stack/empty"]);
    },
  );

  it.each<[string, readonly string[]]>([
    [`${prod}encryptionsalt: v1:x\nsecretsprovider: passphrase\n`, []],
    [`${prod}  aws:region: eu-central-1\n  other:thing: 1\n`, []],
    ["conifg:\n  belfry:pages: true\n", ["stack/unknown-key", "stack/empty"]],
    [`${prod}wat: 1\n`, ["stack/unknown-key"]],
    [`${prod}  pages: true\n`, ["stack/unknown-key"]],
    [`${prod}  belfy:services: [a]\n`, ["stack/unknown-key"]],
    ["config:\n  aws:region: eu-central-1\n", ["stack/empty"]],
    ["config: [1]\n", ["stack/empty"]],
    [`environment: prod\n${prod}`, ["stack/environment"]],
    [`environment: 5\n${prod}`, ["stack/environment"]],
    [`environment: [aws/prod, ~, { a: {}, b: {} }]\n${prod}`, ["stack/environment", "stack/environment"]],
    [`environment: [aws/prod, { common: { merge: false } }]\n${prod}`, []],
    [`environment: { imports: [aws/prod] }\n${prod}`, []],
    [`environment:\n${prod}`, []],
  ])("is read whole: %j", (text, codes) => {
    write("Pulumi.prod.yaml", text);

    expect(codesOf(readStackFile(root, "prod").problems ?? [])).toEqual(codes);
  });

  it("has settings that only its stack can read, which are no value of another form", () => {
    const settings = "{ a.b: { secure: v1:x }, a.c: plain, a.d: { secure: 5 }, a.e: { secure: x, more: y } }";
    write("Pulumi.prod.yaml", `${prod}  belfry:settings: ${settings}\n`);

    expect(readStackFile(root, "prod")).toMatchObject({ encrypted: ["a.b"], problems: [] });
    expect(readStackFile(root, "prod").values["settings"]).toEqual({
      "a.c": "plain",
      "a.d": { secure: 5 },
      "a.e": { secure: "x", more: "y" },
    });
  });

  it("may take records from others", () => {
    write(
      "Pulumi.prod.yaml",
      `${prod}  belfry:overrides:\n    a/b: &level { critical: 9, warning: 3 }\n    a/c: { <<: *level, critical: 8 }\n`,
    );

    expect(readStackFile(root, "prod").values["overrides"]).toEqual({
      "a/b": { critical: 9, warning: 3 },
      "a/c": { critical: 8, warning: 3 },
    });
  });

  it.each([
    ["belfry:probeSlowdown: 010", "belfry:probeSlowdown", "010"],
    ["belfry:probeSlowdown: 1_0", "belfry:probeSlowdown", "1_0"],
    ["belfry:overrides: { a/b: { critical: 0b11 } }", "belfry:overrides.a/b.critical", "0b11"],
    ["belfry:settings: { a.b: 012345678901 }", "belfry:settings.a.b", "012345678901"],
    ["belfry:settings: { a.b: 2026_11 }", "belfry:settings.a.b", "2026_11"],
    ["belfry:settings: { a.b: 1.10 }", "belfry:settings.a.b", "1.10"],
    ["belfry:settings: { a.b: 12345678901234567890 }", "belfry:settings.a.b", "12345678901234567890"],
    ["belfry:settings: { a.b: 1e3 }", "belfry:settings.a.b", "1e3"],
  ])("tells of a number that is read as another one: %s", (line, path, value) => {
    write("Pulumi.prod.yaml", `${prod}  ${line}\n`);

    expect(readStackFile(root, "prod").problems).toMatchObject([
      { code: "stack/number", path: `Pulumi.prod.yaml ${path}`, value },
    ]);
  });

  it.each([
    "belfry:probeSlowdown: 10",
    "belfry:scale: 0.50",
    "belfry:scale: 1e1",
    'belfry:settings: { a.b: "012345678901", a.c: 100001, a.d: v1_0, a.e: 2026-01-05T09:00:00 }',
    "aws:thing: 010",
  ])("has nothing to tell of %s", (line) => {
    write("Pulumi.prod.yaml", `${prod}  ${line}\n`);

    expect(readStackFile(root, "prod").problems).toEqual([]);
  });

  it("that is a folder is none", () => {
    mkdirSync(join(root, "Pulumi.prod.yaml"));

    expect(complaintOf("prod")).toContain("[stack/unknown]");
  });

  it("that is missing is told with those there are", () => {
    write("Pulumi.prod.yaml", prod);
    write("Pulumi.staging.yaml", prod);

    expect(complaintOf("prd")).toMatchInlineSnapshot(`
     "The request has 1 problem:
       --stack (prd): there is no Pulumi.prd.yaml. Write that file, or choose among prod, staging. [stack/unknown]"
    `);
  });

  it.each([
    ["config:\n  belfry:pages: [true\n"],
    ["config:\n\tbelfry:pages: true\n"],
    ["config:\n  belfry:pages: *nothing\n"],
    ["config: 1\nconfig: 2\n"],
    ["a: 1\n---\nb: 2\n"],
    [laughing],
  ])("that is no YAML is told without a stack trace: %j", (text) => {
    write("Pulumi.prod.yaml", text);

    expect(complaintOf("prod")).toMatch(
      /^Pulumi\.prod\.yaml has 1 problem:\n {2}Pulumi\.prod\.yaml: it is not one YAML document: .*\[stack\/yaml\]$/,
    );
  });

  it("keeps hostile keys for the checks to find", () => {
    write(
      "Pulumi.prod.yaml",
      "config:\n  belfry:__proto__: {pages: true}\n  belfry:settings:\n    __proto__: x\n",
    );

    const { environment, problems } = resolveEnvironment(readStackFile(root, "prod"), knownServices);

    expect(problems.map(({ path }) => path)).toEqual([
      "Pulumi.prod.yaml belfry:__proto__",
      "Pulumi.prod.yaml belfry:settings.__proto__",
    ]);
    expect(environment.pages).toBe(false);
  });
});

describe("an override", () => {
  it("is found on its line", () => {
    write(
      "Pulumi.prod.yaml",
      `${prod}  belfry:overrides:\n    shop/errors:\n      warning: 1 %\n      critical:\n        value: 2 %\n`,
    );

    expect(configLine(root, "prod", ["overrides", "shop/errors", "warning"])).toEqual({
      file: "Pulumi.prod.yaml",
      line: 6,
    });
    expect(configLine(root, "prod", ["overrides", "shop/errors", "critical"])).toEqual({
      file: "Pulumi.prod.yaml",
      line: 8,
    });
    expect(configLine(root, "prod", ["overrides", "shop/errors", "over"])).toBeNull();
    expect(configLine(root, "prod", ["overrides", "shop/cpu", "critical"])).toBeNull();
  });
});

describe("the local stack", () => {
  it("is read from its template until it has a file of its own", () => {
    write(localTemplate, "config:\n  belfry:environment: local\n");
    expect(stackFileOf(root, "local")).toBe(localTemplate);

    write("Pulumi.local.yaml", "config:\n  belfry:environment: mine\n");
    expect(stackFileOf(root, "local")).toBe("Pulumi.local.yaml");
    expect(readStackFile(root, "local").values["environment"]).toBe("mine");
    expect(readStackFile(root, "local", localTemplate).values["environment"]).toBe("local");
  });
});
