import type { Context } from "../../core/context.ts";
import {
  type Finding,
  type Verdict,
  examine,
  ok,
  problem,
  skipped,
  warning,
} from "../../core/doctor/finding.ts";
import { isAtLeast } from "../../core/contracts/program-version.ts";

/** As package.json says. */
const LEAST_NODE = "20.19";

interface Tool {
  check: string;
  names: readonly string[];
  args: readonly string[];
  /** The oldest version that works. */
  least: string | null;
  usedBy: string;
  install: string;
}

/** The programs that some commands call, and no others. */
export async function examineMachine(context: Context): Promise<Finding[]> {
  const own = context.host.env["QUANTS_CTL_TERRAFORM"];
  const tools: Tool[] = [
    {
      check: "terraform",
      names: own ? [own] : ["terraform", "tofu"],
      args: ["version"],
      // The modules' own required_version.
      least: "1.10",
      usedBy: "stack",
      install: "Install Terraform or OpenTofu, or name it with QUANTS_CTL_TERRAFORM.",
    },
    {
      check: "ansible",
      names: ["ansible-playbook"],
      args: ["--version"],
      least: "2.12",
      usedBy: "the playbooks",
      install: "Install Ansible, e.g. pipx install ansible-core.",
    },
    {
      check: "ssh",
      names: ["ssh"],
      args: ["-V"],
      least: null,
      usedBy: "infra ssh",
      install: "Install OpenSSH's client, e.g. apt install openssh-client.",
    },
  ];
  return Promise.all([
    examine("node", () => nodeVerdict(process.versions.node)),
    ...tools.map((tool) => examine(tool.check, () => toolVerdict(tool, context))),
  ]);
}

function nodeVerdict(version: string): Verdict {
  if (isAtLeast(version, LEAST_NODE)) return ok(`Node ${version}`);
  return problem(`Node ${version} is too old`, `Install Node ${LEAST_NODE} or newer.`);
}

async function toolVerdict(tool: Tool, context: Context): Promise<Verdict> {
  const found = await context.programVersion(tool.names, tool.args);
  if (found === null) {
    return skipped(`not installed; only ${tool.usedBy} needs it`, tool.install);
  }
  const { path, version } = found;
  if (version === null) {
    return warning(`${path} does not report its version`, "Run it by hand and see what it says.");
  }
  if (tool.least !== null && !isAtLeast(version, tool.least)) {
    return problem(`${path} is ${version}`, `Install ${tool.least} or newer.`);
  }
  return ok(`${path}, ${version}`);
}
