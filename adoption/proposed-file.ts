import { createHash } from "node:crypto";

import { fitsLine, importsOf, isFunctionName, sourceOf, type Code } from "./code";
import { importedFrom, importedName, type ProposedMonitor } from "./propose-monitor";

/** What a proposed file says beside its value. */
export interface FileHead {
  /** Where it belongs. */
  readonly file: string;
  /** What its value is, in a sentence. */
  readonly about: string;
  /** Name of its value, its type, the type to import and its module. */
  readonly type: readonly [variable: string, type: string, imported: string, from: string];
  /** From the file to the folder above model/. */
  readonly model: string;
}

/** Begins each proposed file, by which it is known again. */
const fileMark = "// Proposed by `belfry import`";

/** Tells whether anything below the first line was changed since the file was proposed. */
const digestOf = (body: string): string => createHash("sha256").update(body).digest("hex").slice(0, 12);

const marked = (body: string): string =>
  `${fileMark} (${digestOf(body)}). Every number is one of Datadog's: none is a runbook's until its owner confirms it.\n${body}`;

/** Whose a text is that stands where a file is proposed: as it was proposed, changed by somebody since, or another's. */
export function writerOf(text: string): "import" | "editor" | "other" {
  if (!text.startsWith(fileMark)) return "other";
  return text === marked(text.slice(text.indexOf("\n") + 1)) ? "import" : "editor";
}

/** Address of an account's monitors, without the number of any. */
function baseOf([first]: readonly ProposedMonitor[]): string {
  const monitor = first?.expressed.read.monitor;
  return monitor ? monitor.address.slice(0, -monitor.id.length) : "";
}

/** The whole of a proposed file, formatted as the project is. */
export function fileOf(
  code: Code,
  { about, model, type }: FileHead,
  monitors: readonly ProposedMonitor[],
): string {
  const [variable, typeText, imported, from] = type;
  const calls = importsOf(code);
  const modules = [...new Set([...calls.keys(), from])].sort();
  const imports = modules.map((each) => {
    const names = [...(calls.get(each) ?? []), ...(each === from ? [`type ${imported}`] : [])];
    if (names.length === 1 && each === from) return `import type { ${imported} } from "${model}${each}";`;
    const line = `import { ${names.join(", ")} } from "${model}${each}"`;
    if (fitsLine(0, line)) return `${line};`;
    return `import {\n${names.map((name) => `  ${name},\n`).join("")}} from "${model}${each}";`;
  });
  const asked = monitors.filter(({ questions }) => questions.length > 0);
  const body = [
    ...(asked.length === 0
      ? []
      : [
          "// What nobody has answered yet:",
          ...asked.map(({ name, questions }) => `// - ${name}: ${questions.join(" ")}`),
        ]),
    "",
    ...imports,
    "",
    importedSource(baseOf(monitors)),
    "",
    `/** ${about} */`,
    `export const ${variable}: ${typeText} = ${sourceOf(code)};`,
    "",
  ];
  return marked(body.join("\n"));
}

function importedSource(base: string): string {
  const head = `const ${importedName} = (id: number): string =>`;
  const text = `\`${importedFrom(base, "${id}")}\``;
  return `${head}${fitsLine(head.length + 1, text) ? " " : "\n  "}${text};`;
}

/** Words that name no value: https://tc39.es/ecma262/#prod-ReservedWord, and those of strict code and of modules. */
const reserved: ReadonlySet<string> = new Set(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield".split(
    " ",
  ),
);

/** The name of a service's value, which none of the file's other names is. */
export function variableOf(service: string): string {
  const [first = "", ...others] = service.split("-").filter((word) => word !== "");
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const name = [first, ...others.map(capital)].join("");
  if (!/^[a-z]/.test(name)) return `service${capital(name)}`;
  return reserved.has(name) || isFunctionName(name) || name === importedName ? `${name}Service` : name;
}
