import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median, ms, quantsCtl, run } from "../measure.mjs";

const CLIENT = fileURLToPath(new URL("../requests.mjs", import.meta.url));

/** Requests a second over one connection that is kept open, from one client process. */
export async function throughput({ fewRuns }, place) {
  const endpoint = await place.serve(place.sandbox("ten", 10));
  const rates = [];
  for (let index = 0; index < fewRuns; index += 1) rates.push(await measureRate(endpoint));
  const rate = median(rates);
  return [
    {
      what: "sandbox start: GetInstances of 10, one connection",
      measured: `${rate.toFixed(0)} requests/s`,
      bar: "≥ 1500",
      ok: rate >= 1500,
    },
  ];
}

function measureRate(endpoint) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLIENT, endpoint], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (piece) => (text += piece));
    child.once("error", reject);
    child.once("close", (status) => {
      if (status === 0) resolve(Number(text));
      else reject(new Error(`The client ended with status ${status}.`));
    });
  });
}

/** One more instance beside a thousand, and beside none. */
export function creation({ runs }, place) {
  const places = [place.sandbox("thousand", 1000), place.sandbox("none")].map((env) => ({
    ...env,
    QUANTS_CTL_PROVIDER: "sandbox",
  }));
  let made = 0;
  const create = (env) => {
    made += 1;
    const argv = ["infra", "create", "--name", `bench-${made}`, "--output", "json"];
    return run(quantsCtl(...argv), env).ms;
  };
  for (const env of places) create(env);
  const taken = Array.from({ length: runs }, () => places.map(create));
  const [full, empty] = [0, 1].map((index) => median(taken.map((pair) => pair[index])));
  const most = 1.3 * empty + 30;
  return [
    {
      what: "infra create in the sandbox: with 1,000 instances / with none",
      measured: `${ms(full)} / ${ms(empty)}`,
      bar: `≤ ${ms(most)}`,
      ok: full <= most,
    },
  ];
}
