import pulumi from "@pulumi/eslint-plugin";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** The data flows services -> model -> plan -> components -> stacks; an import against that way is an error. */
const forbid = (files, folders, packages = []) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          ...folders.map((folder) => ({
            group: [`../${folder}/*`, `../../${folder}/*`, `../../../${folder}/*`],
            message: `${files[0].split("/")[0]}/ may not know ${folder}/: data flows the other way (docs/decisions/0001).`,
          })),
          ...packages.map((name) => ({
            group: [name],
            message: `${files[0].split("/")[0]}/ is plain data and pure functions: it imports no ${name}.`,
          })),
        ],
      },
    ],
  },
});

export default defineConfig(
  { ignores: ["**/*.mjs", "**/*.cjs", "**/*.js", ".belfry/**", "node_modules/**"] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "@pulumi": pulumi },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
      "no-restricted-syntax": [
        "error",
        { selector: "TSEnumDeclaration", message: "Use a union of string literals." },
        { selector: "ExportDefaultDeclaration", message: "Export by name." },
      ],
    },
  },
  forbid(
    ["model/**/*.ts"],
    ["services", "plan", "report", "preview", "components", "stacks", "sandbox", "cli"],
    ["@pulumi/*", "@pulumi/**"],
  ),
  forbid(
    ["services/**/*.ts"],
    ["plan", "report", "preview", "components", "stacks", "sandbox", "cli"],
    ["@pulumi/*", "@pulumi/**"],
  ),
  forbid(
    ["plan/**/*.ts"],
    ["report", "preview", "components", "stacks", "environments", "sandbox", "cli"],
    ["@pulumi/*", "@pulumi/**"],
  ),
  forbid(
    ["report/**/*.ts"],
    ["services", "preview", "components", "stacks", "sandbox", "cli"],
    ["@pulumi/*", "@pulumi/**"],
  ),
  forbid(
    ["preview/**/*.ts"],
    ["services", "components", "stacks", "environments", "sandbox", "cli"],
    ["@pulumi/*", "@pulumi/**"],
  ),
  forbid(["components/**/*.ts"], ["services", "report", "preview", "stacks", "sandbox", "cli"]),
  forbid(["stacks/**/*.ts"], ["preview", "environments", "sandbox", "cli"]),
  forbid(
    ["adoption/**/*.ts"],
    ["services", "components", "stacks", "environments", "sandbox", "cli"],
    ["@pulumi/*", "@pulumi/**"],
  ),
  forbid(["environments/**/*.ts"], ["services", "components", "sandbox", "cli"], ["@pulumi/*", "@pulumi/**"]),
  forbid(["operator/**/*.ts"], ["services", "components", "sandbox", "cli"], ["@pulumi/*", "@pulumi/**"]),
  // The sandbox answers queries, so it reads them with the simulator's parser (docs/decisions/0016); the rest it may not know.
  forbid(
    ["sandbox/**/*.ts"],
    [
      "services",
      ...["alert-tests", "backtest", "history", "render", "rules"].map((folder) => `preview/${folder}`),
      "components",
      "stacks",
      "cli",
    ],
  ),
  forbid(
    ["policy/**/*.ts"],
    ["services", "report", "preview", "components", "stacks", "recovery", "sandbox", "cli"],
    ["@pulumi/aws", "@pulumi/datadog", "@pulumi/kubernetes", "@pulumi/sentry", "@pulumi/pulumi"],
  ),
  {
    // Datadog's client declares classes for shapes that its own examples write as literals.
    files: ["preview/history/pull/*.ts"],
    rules: { "@typescript-eslint/no-unsafe-class-instance-assignment": "off" },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "max-lines": "off",
      "max-lines-per-function": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
);
