import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/process.ts";
import { run } from "../helpers/run.ts";
import { copyModules, type Terraform, terraformIn, unfolded } from "../helpers/terraform.ts";
import { describeWith, tool } from "../helpers/tools.ts";

/** Nothing here needs a provider: what Terraform has built in is enough. */
const ROOT = `
variable "hosts" {}

variable "file" {}

variable "bundles" {
  type    = map(string)
  default = { a = "nano_3_0", b = "small_3_0" }
}

variable "region" {
  default = "ap-northeast-1"
}

module "inventory" {
  source = "../../modules/ansible-inventory"

  hosts = var.hosts
  file  = var.file
}

module "cost" {
  source = "../../modules/lightsail/cost"

  bundles     = var.bundles
  prices_file = "../../environments/dev/prices.json"
  region      = var.region
}

module "bootstrap" {
  source = "../../modules/lightsail/bootstrap"

  packages = ["jq"]
}

module "bare" {
  source = "../../modules/lightsail/bootstrap"

  docker        = false
  node_exporter = false
}

output "cost" {
  value = [module.cost.total, module.cost.by_instance]
}

output "scripts" {
  value = [module.bootstrap.user_data, module.bare.user_data]
}
`;

describeWith("modules without a provider", { terraform: tool("terraform") }, () => {
  let workplace: Workplace;
  let terraform: Terraform;
  const at = (name: string): string => join(workplace.directory, name);
  const host = (vars: object = {}, groups: string[] = []) => ({
    groups,
    vars: {
      ansible_host: "203.0.113.7",
      ansible_user: "ubuntu",
      ansible_port: 22,
      instance_id: "web-1",
      service_type: "web",
      ...vars,
    },
  });
  const set = (variables: object): void =>
    writeFileSync(join(terraform.directory, "terraform.tfvars.json"), JSON.stringify(variables));
  const apply = () => terraform.run(["apply", "-auto-approve"]);
  const refusal = async (variables: object): Promise<string> => {
    set(variables);
    const { stdout, stderr } = await terraform.run(["plan"], 1);
    return unfolded(stdout + stderr);
  };

  beforeAll(async () => {
    workplace = makeWorkplace();
    const directory = join(copyModules(workplace), "terraform", "test", "root");
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "main.tf"), ROOT);
    terraform = terraformIn(workplace, directory);
    await terraform.run(["init"]);
  });
  afterAll(() => workplace.dispose());

  /** A template for Ansible, commands for a shell, quotes, an expansion for Terraform. */
  const hostile = "{{ lookup('pipe','touch A') }}$(touch B)`touch C`'\";touch D\n%{x}\\${y}";

  test("the inventory's strings are exact, and neither Ansible nor a shell runs them", async () => {
    const file = at("a folder; touch E/$(touch F)'\".json");
    set({ file, hosts: { "web-1": host({ service_type: hostile }, ["monitors", "others"]) } });
    await apply();
    const { all } = JSON.parse(readFileSync(file, "utf8")) as { all: Record<string, unknown> };
    expect(all).toMatchObject({
      hosts: { "web-1": { service_type: { __ansible_unsafe: hostile }, instance_id: "web-1" } },
      children: {
        data_collectors: { hosts: {} },
        execution_engines: { hosts: {} },
        monitors: { hosts: { "web-1": {} } },
      },
    });
    expect(Object.keys(all["children"] as object)).toHaveLength(3);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const places = [terraform.directory, workplace.directory];
    const ran = places.flatMap((place) =>
      ["A", "B", "C", "D", "E", "F"].map((name) => join(place, name)),
    );
    expect(ran.filter((path) => existsSync(path))).toEqual([]);
  });

  test("a change replaces the file, another path moves it, destroy removes it", async () => {
    const [first, second] = [at("first.json"), at("second.json")];
    set({ file: first, hosts: { "web-1": host() } });
    await apply();
    chmodSync(first, 0o644);
    set({ file: first, hosts: { "web-1": host({ ansible_host: "203.0.113.8" }) } });
    await apply();
    expect(readFileSync(first, "utf8")).toContain("203.0.113.8");
    expect(statSync(first).mode & 0o777).toBe(0o600);
    set({ file: second, hosts: {} });
    await apply();
    expect([existsSync(first), existsSync(second)]).toEqual([false, true]);
    await terraform.run(["destroy", "-auto-approve"]);
    expect(existsSync(second)).toBe(false);
  });

  test.each(["all", "localhost", "monitors", "-web", "web 1", "{{ x }}"])(
    "the host name %s is refused",
    async (name) => {
      const text = await refusal({ file: at("x.json"), hosts: { [name]: host() } });
      expect(text).toMatch(/A host(?:'s name consists of letters| has a name of Ansible's own)/);
    },
  );

  test("the cost is the sum of the price map's prices", async () => {
    set({ file: at("cost.json"), hosts: {} });
    await apply();
    const { cost } = (await terraform.run(["output", "-json"])).json<{
      cost: { value: unknown };
    }>();
    expect(cost.value).toEqual([17, { a: 5, b: 12 }]);
  });

  test("a bundle without a price is an error that says what to do", async () => {
    const variables = { file: at("x.json"), hosts: {}, bundles: { a: "nano_9_9" } };
    const text = await refusal({ ...variables, region: "ap-southeast-2" });
    expect(text).toContain("There is no price for nano_9_9 in prices.json");
    expect(text).toContain("quants-ctl stack prices");
    expect(text).toContain("The prices are those of ap-northeast-1");
  });

  test("prices that are not a map are refused", async () => {
    const prices = join(terraform.directory, "../../environments/dev/prices.json");
    const good = readFileSync(prices);
    writeFileSync(prices, '{"bundles": {"nano_3_0": "cheap"}}');
    const text = await refusal({ file: at("x.json"), hosts: {} });
    writeFileSync(prices, good);
    expect(text).toContain("The price map can't be read");
  });
});

describeWith("the first-start script", { terraform: tool("terraform") }, () => {
  let workplace: Workplace;
  /** With Docker, Node Exporter and jq; and with nothing. */
  let scripts: string[];

  beforeAll(async () => {
    workplace = makeWorkplace();
    const directory = join(copyModules(workplace), "terraform", "test", "root");
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "main.tf"), ROOT);
    const terraform = terraformIn(workplace, directory);
    await terraform.run(["init"]);
    const variables = { hosts: {}, file: join(workplace.directory, "x.json") };
    writeFileSync(join(directory, "terraform.tfvars.json"), JSON.stringify(variables));
    await terraform.run(["apply", "-auto-approve"]);
    const outputs = await terraform.run(["output", "-json"]);
    scripts = outputs.json<{ scripts: { value: string[] } }>().scripts.value;
    scripts.forEach((text, index) =>
      writeFileSync(join(workplace.directory, `script-${index}.sh`), text),
    );
  });
  afterAll(() => workplace.dispose());

  /** The script on a machine where `installed` is there already: the commands that it runs. */
  async function commands(installed: readonly string[], index = 0): Promise<string[]> {
    const bin = join(workplace.directory, "fakes");
    const log = join(workplace.directory, "commands.log");
    mkdirSync(bin, { recursive: true });
    writeFileSync(log, "");
    const fakes = {
      "apt-get": `echo "apt-get $*" >>"${log}"`,
      systemctl: `echo "systemctl $*" >>"${log}"`,
      "dpkg-query": `for last; do :; done
        case " ${installed.join(" ")} " in *" $last "*) printf installed ;; *) exit 1 ;; esac`,
    };
    for (const [name, body] of Object.entries(fakes)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    }
    const { status, stderr } = await run("/bin/sh", [`script-${index}.sh`], {
      cwd: workplace.directory,
      env: { PATH: `${bin}:/usr/bin:/bin` },
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    return readFileSync(log, "utf8").trim().split("\n");
  }

  test("installs what is missing, from the distribution, and starts it", async () => {
    expect(await commands(["ca-certificates", "python3"])).toEqual([
      expect.stringMatching(/^apt-get .*update$/),
      expect.stringMatching(
        /^apt-get .*install --no-install-recommends docker\.io prometheus-node-exporter jq$/,
      ),
      "systemctl enable --now docker",
      "systemctl enable --now prometheus-node-exporter",
    ]);
  });

  test("a second run installs nothing", async () => {
    const all = ["ca-certificates", "python3", "docker.io", "prometheus-node-exporter", "jq"];
    expect(await commands(all)).toEqual([
      "systemctl enable --now docker",
      "systemctl enable --now prometheus-node-exporter",
    ]);
    expect(await commands(all, 1)).toEqual([""]);
  });

  test("fits into Lightsail's 16 KB", () => {
    for (const text of scripts) expect(Buffer.byteLength(text)).toBeLessThan(16 * 1024);
  });
});

describeWith(
  "the first-start script under shellcheck",
  { terraform: tool("terraform"), shellcheck: tool("shellcheck") },
  () => {
    test("has nothing to report", async () => {
      const workplace = makeWorkplace();
      const directory = join(copyModules(workplace), "terraform", "modules/lightsail/bootstrap");
      const terraform = terraformIn(workplace, directory);
      await terraform.run(["init"]);
      await terraform.run(["apply", "-auto-approve"]);
      const { stdout } = await terraform.run(["output", "-raw", "user_data"]);
      const script = join(workplace.directory, "script.sh");
      writeFileSync(script, stdout);
      const found = await run(tool("shellcheck") ?? "", ["--shell=sh", script]);
      await workplace.dispose();
      expect(found.stdout).toBe("");
      expect(found.status).toBe(0);
    });
  },
);
