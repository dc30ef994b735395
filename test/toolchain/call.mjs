// node call.mjs <module of toolchain/> <function> <argument lists as JSON>: Jest's CommonJS cannot import these modules.
// Calls the function once for each list, and prints a JSON array of results or errors with the lines that were logged.

const [module, name, json] = process.argv.slice(2);
const functions = await import(new URL(`../../toolchain/${module}`, import.meta.url));

const outcomes = [];
for (const args of JSON.parse(json)) {
  const lines = [];
  const withLog = args.map((value) =>
    value?.logged ? { ...value, log: (text) => lines.push(text) } : value,
  );
  try {
    outcomes.push({ result: await functions[name](...withLog), lines });
  } catch (error) {
    outcomes.push({ error: error.message, kind: error.name, lines });
  }
}
console.log(JSON.stringify(outcomes));
