import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";

const BIN = fileURLToPath(new URL("../dist/bin.cjs", import.meta.url));
const REGION = "ap-northeast-1";
const COLLECTOR = "dev-collector-1";
const MONITOR = "dev-monitor-1";
const ENGINE = "dev-exec-1";
const OFFICE = "203.0.113.0/24";

/** The current command; an interruption is passed on to it, and the folder is still removed. */
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
  await show(`infra create --name ${COLLECTOR} --bundle micro_3_0 ${tags("collector")}`);
  await show(`infra create --name ${MONITOR} --bundle small_3_0 ${tags("monitor")} --static-ip`);
  await show("infra list");

  say("Only the office may reach the monitor; changes are shown first:");
  await show(`infra ports set ssh@${OFFICE} grafana@${OFFICE} --name ${MONITOR} --yes`);
  await show(`infra info --name ${MONITOR}`);

  say("An inventory for Ansible, with groups by the tag Service:");
  await showText("inventory --format yaml");

  say("The process is killed during a create, right after the static IP was allocated:");
  const create = `infra create --name ${ENGINE} --bundle micro_3_0 ${tags("exec")} --static-ip`;
  await showKilled(create, { operation: "AllocateStaticIp", fault: "kill_after" });
  await show("infra log --unfinished");
  await show("infra resume --yes");

  say("Stopping the collector does not make it cheaper:");
  await show(`infra manage --name ${COLLECTOR} --action stop`);
  await show("cost");
  await show("cost waste");
  await show(`infra manage --name ${COLLECTOR} --action start`);

  say("Finally everything is removed, including the static IPs:");
  await show("infra destroy --selector Environment=dev --dry-run");
  await show("infra destroy --selector Environment=dev --yes");
  await show("infra list");
  await show("sandbox status");

  const { regions } = JSON.parse(await answer("sandbox status --output json"));
  for (const { region, ...held } of regions) {
    for (const [what, count] of Object.entries(held)) {
      if (count !== 0) throw new Error(`${count} ${what} left in ${region}`);
    }
  }
}

function tags(service) {
  return `--tag Environment=dev --tag Service=${service}`;
}

function say(text) {
  process.stdout.write(`\n${paint("dim", `# ${text}`)}\n`);
}

/** Runs a command as a user would and shows both. */
async function show(line) {
  expectSuccess(line, await display(line));
}

/** In a pipe an inventory begins with the blanks that keep Ansible from losing it. */
async function showText(line) {
  introduce(line);
  process.stdout.write((await answer(line)).trimStart());
}

/** Runs a command with the sandbox killing the process at one of its calls. */
async function showKilled(line, rule) {
  const faults = join(folder, "faults.json");
  await writeFile(faults, JSON.stringify({ rules: [rule] }));
  const { signal } = await display(line, { QUANTS_CTL_SANDBOX_FAULTS: faults });
  if (signal !== "SIGKILL") throw new Error(`quants-ctl ${line} was not killed`);
  process.stdout.write("Killed\n");
}

function display(line, env = {}) {
  introduce(line);
  return run(line, "inherit", env);
}

function introduce(line) {
  process.stdout.write(`\n${paint("bold", `$ quants-ctl ${line}`)}\n`);
}

async function answer(line) {
  const ended = await run(line, "pipe", {});
  expectSuccess(line, ended);
  return ended.text;
}

function expectSuccess(line, { status, signal }) {
  if (status === 0) return;
  throw new Error(`quants-ctl ${line} ended with ${signal ?? `status ${status}`}`);
}

function run(line, stdout, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...line.split(" ")], {
      stdio: ["ignore", stdout, "inherit"],
      env: { ...demoEnvironment(), ...env },
    });
    running = child;
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (piece) => (text += piece));
    child.once("error", reject);
    child.once("close", (status, signal) => resolve({ text, status, signal }));
  });
}

/** The user's own settings must not decide what the demo shows, or where. */
function demoEnvironment() {
  const own = Object.entries(process.env).filter(([key]) => !/^(AWS_|QUANTS_CTL_)/.test(key));
  return {
    ...Object.fromEntries(own),
    AWS_REGION: REGION,
    QUANTS_CTL_PROVIDER: "sandbox",
    QUANTS_CTL_SANDBOX_DIR: join(folder, "sandbox"),
    QUANTS_CTL_STATE_DIR: join(folder, "state"),
    QUANTS_CTL_CACHE_DIR: join(folder, "cache"),
  };
}

function paint(style, text) {
  const wanted = process.stdout.isTTY && !process.env["NO_COLOR"];
  return wanted ? styleText(style, text) : text;
}
