import { ms, median, pairs, probed, quantsCtl } from "../measure.mjs";
import { findAws, findScript } from "../setup.mjs";

const JSON_ROW = { what: "infra list --output json, 100 instances / aws", bar: "≤ 0.2" };
const TABLE_ROW = { what: "infra list in a terminal of 120, 100 instances / aws", bar: "≤ 0.25" };
const LATENCY = 150;

/** `infra list` over loopback, against the AWS CLI on the same server. */
export async function list({ runs }, place) {
  const env = place.sandbox("hundred", 100);
  const endpoint = await place.serve(env);
  const ours = quantsCtl("infra", "list", "--endpoint-url", endpoint);
  const aws = findAws();
  if (aws === null) return [JSON_ROW, TABLE_ROW].map((row) => ({ ...row, skipped: "no aws" }));

  const peer = [aws.path, "lightsail", "get-instances", "--endpoint-url", endpoint];
  const rows = [
    compare(
      JSON_ROW,
      0.2,
      runs,
      [[...ours, "--output", "json"], env],
      [[...peer, "--output", "json"], env],
    ),
  ];
  if (findScript()) {
    const shown = [inTerminal(ours), env];
    rows.push(
      compare(TABLE_ROW, 0.25, runs, shown, [
        inTerminal([...peer, "--output", "table"]),
        { ...env, AWS_PAGER: "" },
      ]),
    );
  } else {
    rows.push({ ...TABLE_ROW, skipped: "no script of util-linux" });
  }
  return rows.map((row) => ({ ...row, note: `${aws.version} at ${aws.path}` }));
}

function compare(row, most, runs, ours, peer) {
  const { first, second, ratio } = pairs(runs, ours, peer);
  return {
    ...row,
    measured: `${ratio.toFixed(3)}  (${ms(first)} / ${ms(second)})`,
    ok: ratio <= most,
  };
}

function inTerminal(argv) {
  const quoted = argv.map((word) => `'${word}'`).join(" ");
  return ["script", "-qec", `stty rows 40 cols 120 && exec ${quoted}`, "/dev/null"];
}

/** Drawing and writing alone, in the built executable. */
export function largeTable({ fewRuns }, place) {
  const env = { ...place.sandbox("ten-thousand", 10_000), QUANTS_CTL_PROVIDER: "sandbox" };
  const taken = Array.from({ length: fewRuns }, () => probed(["infra", "list"], env).drawMs);
  const drawn = median(taken);
  return [
    {
      what: "infra list, 10,000 instances: drawing and writing the table",
      measured: ms(drawn),
      bar: "≤ 150 ms",
      ok: drawn <= 150,
    },
  ];
}

export async function memory({ fewRuns }, place) {
  const env = place.sandbox("hundred");
  const endpoint = await place.serve(place.sandbox("memory", 100));
  const argv = ["infra", "list", "--endpoint-url", endpoint];
  const peak = median(Array.from({ length: fewRuns }, () => probed(argv, env).peakMb));
  return [
    {
      what: "infra list, 100 instances: peak memory",
      measured: `${peak.toFixed(0)} MB`,
      bar: "≤ 75 MB",
      ok: peak <= 75,
    },
  ];
}

export async function regions({ fewRuns }, place) {
  const env = place.sandbox("regions", 10);
  const endpoint = await place.serve(env, {
    rules: [{ operation: "*", fault: "latency", ms: LATENCY }],
  });
  const ours = (region) => [
    quantsCtl("infra", "list", "--region", region, "--endpoint-url", endpoint, "--output", "json"),
    env,
  ];
  const { first, second, difference } = pairs(fewRuns, ours("all"), ours("ap-northeast-1"));
  const most = 0.5 * LATENCY;
  return [
    {
      what: `infra list --region all - one region, ${LATENCY} ms latency`,
      measured: `${ms(difference)}  (${ms(first)} - ${ms(second)})`,
      bar: `≤ ${most} ms`,
      ok: difference <= most,
    },
  ];
}
