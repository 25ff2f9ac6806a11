import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";

const BIN = fileURLToPath(new URL("../dist/bin.cjs", import.meta.url));
const REGION = "ap-northeast-1";
const COLLECTOR = "dev-collector-1";
const MONITOR = "dev-monitor-1";

/** The command that runs now; it learns of an interruption, and the folder is still removed. */
let running;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => running?.kill(signal));

const folder = await mkdtemp(join(tmpdir(), "quants-ctl-demo-"));
try {
  await demo();
} catch (error) {
  process.stderr.write(`demo: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function demo() {
  say("On the embedded sandbox: no account, no network, nothing to pay.");

  say("A collector, and a monitor with an address that survives a stop:");
  await show(`infra create --name ${COLLECTOR} --bundle micro_3_0 --tag Role=collector`);
  await show(`infra create --name ${MONITOR} --bundle small_3_0 --tag Role=monitor --static-ip`);
  await show("infra list");
  await show(`infra info --name ${MONITOR}`);

  say("The collector takes a break:");
  await show(`infra manage --name ${COLLECTOR} --action stop`);
  await show(`infra manage --name ${COLLECTOR} --action start`);

  say("And everything goes again, the static IP too:");
  await show(`infra destroy --name ${COLLECTOR} --yes`);
  await show(`infra destroy --name ${MONITOR} --yes`);
  await show("infra list");
  await show("sandbox status");

  const { regions } = JSON.parse(await answer("sandbox status --output json"));
  for (const { region, ...held } of regions) {
    for (const [what, count] of Object.entries(held)) {
      if (count !== 0) throw new Error(`${count} ${what} left in ${region}`);
    }
  }
}

function say(text) {
  process.stdout.write(`\n${paint("dim", `# ${text}`)}\n`);
}

/** Runs a command as a user would and shows both. */
async function show(line) {
  process.stdout.write(`\n${paint("bold", `$ quants-ctl ${line}`)}\n`);
  await run(line, "inherit");
}

async function answer(line) {
  const { text } = await run(line, "pipe");
  return text;
}

function run(line, stdout) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...line.split(" ")], {
      stdio: ["ignore", stdout, "inherit"],
      env: demoEnvironment(),
    });
    running = child;
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (piece) => (text += piece));
    child.once("error", reject);
    child.once("close", (status, signal) => {
      if (status === 0) resolve({ text });
      else reject(new Error(`quants-ctl ${line} ended with ${signal ?? `status ${status}`}`));
    });
  });
}

/** The user's own settings must not decide what the demo shows, or where. */
function demoEnvironment() {
  const own = Object.entries(process.env).filter(([key]) => !/^(AWS_|QUANTS_CTL_)/.test(key));
  return {
    ...Object.fromEntries(own),
    AWS_REGION: REGION,
    QUANTS_CTL_PROVIDER: "sandbox",
    QUANTS_CTL_SANDBOX_DIR: folder,
  };
}

function paint(style, text) {
  const wanted = process.stdout.isTTY && !process.env["NO_COLOR"];
  return wanted ? styleText(style, text) : text;
}
