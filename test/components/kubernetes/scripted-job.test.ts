import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";

import { toRestoreJob } from "../../../components/backups/restore-test";
import {
  type Interpreter,
  type ScriptedJob,
  toCronJobArgs,
  toScriptsArgs,
} from "../../../components/kubernetes/scripted-job";
import { restoreTestOf } from "../../support/infrastructure-guardrails";

const printing: Readonly<Record<Interpreter, string>> = {
  bash: '#!/bin/bash\nprintf "%s" "$TOLD"\n',
  sh: 'printf "%s" "$TOLD"\n',
  node: 'import { stdout } from "node:process";\nstdout.write(process.env.TOLD);\n',
};

/** A job of one step that prints what it is told. */
function jobThatPrints(told: string, interpreter: Interpreter): ScriptedJob {
  const job = toRestoreJob(restoreTestOf());
  const [step] = job.steps;
  return {
    ...job,
    steps: [
      { ...step, name: "print", interpreter, script: printing[interpreter], environment: { TOLD: told } },
    ],
  };
}

describe("a scripted job", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "belfry-told-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const printed = (told: string, interpreter: Interpreter): string => {
    const [[name, text] = ["", ""]] = Object.entries(
      toScriptsArgs(jobThatPrints(told, interpreter)).data ?? {},
    );
    const file = join(folder, name);
    writeFileSync(file, String(text));
    return spawnSync(interpreter === "node" ? process.execPath : interpreter, [file], { encoding: "utf8" })
      .stdout;
  };

  it.each(["bash", "sh", "node"] as const)("tells a script in %s any text as it is", (interpreter) => {
    const texts = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !text.includes("\0"));

    fc.assert(
      fc.property(texts, (text) => {
        expect(printed(text, interpreter)).toBe(text);
      }),
      { numRuns: 20, examples: [['it\'s $HOME `date` "x" \\ $(date)'], ["two\nlines\n"], ["'"]] },
    );
  });

  it("keeps the line that names the interpreter first", () => {
    const { data } = toScriptsArgs(jobThatPrints("x", "bash"));

    expect(data).toEqual({
      "print.sh":
        "#!/bin/bash\nexport WORK='/work'\nexport HOME='/work'\nexport TMPDIR='/work'\nexport TOLD='x'\n" +
        'printf "%s" "$TOLD"\n',
    });
  });

  it("stays within the restricted Pod Security Standard in every container", () => {
    const pod = toCronJobArgs(toRestoreJob(restoreTestOf())) as unknown as {
      spec: { jobTemplate: { spec: { template: { spec: Record<string, unknown> } } } };
    };
    const { containers, initContainers, securityContext, ...rest } = pod.spec.jobTemplate.spec.template.spec;

    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect([containers, initContainers].flat()).toHaveLength(4);
    for (const container of [containers, initContainers].flat()) {
      expect(container).toMatchObject({
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      });
    }
    expect(Object.keys(rest)).not.toEqual(expect.arrayContaining(["hostNetwork", "hostPID", "hostIPC"]));
  });
});
