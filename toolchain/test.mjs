// npm test [-- --only <stage>[,<stage>…]] [-- <arguments for Jest>]
//
// Sets up whatever is missing, then runs all stages, whichever fail: check (types), lint, format, drift (committed plans
// against the code), unit and engine (tests that run the real Pulumi CLI). The last line is `N passed, N failed`: test
// cases, and one for each stage that is not made of test cases. Jest's results stay in .belfry/results/<stage>.json.
//
//   npm test -- --only unit                      one stage; several are joined by commas
//   npm test -- --only unit test/model -t order  what Belfry does not know goes to Jest

import { checkout, main, SetUpError } from "./checkout.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { capture } from "./processes.mjs";
import { ensurePulumiCli, withCliOnPath } from "./pulumi-cli.mjs";
import { createLog, elapsed } from "./terminal.mjs";
import { countStage, renderReport } from "./test-report.mjs";
import { cores, stages } from "./test-stages.mjs";

const log = createLog(process.stdout, 30_000);

await main(async (args) => {
  const chosen = choose(args);
  const setUp = await prepare(chosen);
  const done = setUp.failure ? [setUp.failure] : [];
  const ready = chosen.filter((stage) => !setUp.blocked(stage));
  done.push(...(await runLanes(ready, setUp.env)));
  log(`\n${renderReport(done)}`);
  return done.some(({ counts }) => counts.failed > 0) ? 1 : 0;
});

function choose(args) {
  const at = args.indexOf("--only");
  const only = at === -1 ? undefined : (args[at + 1] ?? "").split(",");
  const jestArgs = at === -1 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  const all = stages(jestArgs);
  const unknown = only?.filter((name) => !all.some((stage) => stage.name === name)) ?? [];
  if (unknown.length > 0) {
    const known = all.map(({ name }) => name).join(", ");
    throw new SetUpError(`--only takes stage names joined by commas (${known}), not "${unknown.join(",")}".`);
  }
  // Arguments for Jest mean that Jest is what is wanted.
  const wanted = jestArgs.length > 0 && !only ? all.filter(({ streams }) => streams) : all;
  return only ? wanted.filter(({ name }) => only.includes(name)) : wanted;
}

/** A set-up that fails is a failure of its own; stages that can do without it still run. */
async function prepare(chosen) {
  const start = Date.now();
  const failed = (error, blocked) => {
    if (!(error instanceof SetUpError)) throw error;
    log(error.message);
    const reason = error.message.split("\n")[0].replace(/[.:]$/, "");
    return { failure: finished("set-up", start, countStage("set-up", reason)), blocked, env: process.env };
  };
  try {
    await ensureDependencies({ log });
  } catch (error) {
    return failed(error, () => true);
  }
  if (!chosen.some(({ needsCli }) => needsCli)) return { blocked: () => false, env: process.env };
  try {
    const cli = await ensurePulumiCli({ log });
    log(`Pulumi CLI ${cli.version} (${cli.how}): ${cli.path}`);
    return { blocked: () => false, env: withCliOnPath(cli) };
  } catch (error) {
    return failed(error, ({ needsCli }) => needsCli === true);
  }
}

function finished(name, start, counts) {
  return { name, seconds: (Date.now() - start) / 1000, counts };
}

/**
 * The engine tests beside all others if there are two cores: each side keeps one busy, and they take about as long as one
 * another.
 */
async function runLanes(chosen, env) {
  const lanes = [false, true].map((needed) => chosen.filter(({ needsCli = false }) => needsCli === needed));
  const running = new Set();
  const start = Date.now();
  const ticking = setInterval(() => {
    if (running.size > 0) log.status(`Running: ${[...running].join(", ")} (${elapsed(start)})`);
  }, 1_000);
  const runAll = async (lane) => {
    const done = [];
    for (const stage of lane) {
      running.add(stage.name);
      done.push(await runStage(stage, env));
      running.delete(stage.name);
    }
    return done;
  };
  try {
    if (cores < 2) return await runAll(lanes.flat());
    return (await Promise.all(lanes.map(runAll))).flat();
  } finally {
    clearInterval(ticking);
  }
}

async function runStage(stage, env) {
  const start = Date.now();
  const colour = process.stdout.isTTY && !env.NO_COLOR ? { FORCE_COLOR: "1" } : {};
  const result = await capture(process.execPath, [stage.script, ...stage.args], {
    cwd: checkout,
    env: { ...env, ...colour },
    onLine: stage.streams ? log : undefined,
  });
  const done = finished(stage.name, start, stage.count(result.problem));
  const verdict = done.counts.failed > 0 ? "failed" : "passed";
  log(`${stage.name}: ${verdict} in ${done.seconds.toFixed(1)} s`);
  if (result.problem && !stage.streams) log(result.output.trimEnd());
  return done;
}
