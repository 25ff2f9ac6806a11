import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { run } from "../../helpers/run.ts";
import { copyModules, terraformIn } from "../../helpers/terraform.ts";
import { describeWith, tool } from "../../helpers/tools.ts";

const MODULES = "${path.module}/../../modules/aws";

/** Renders the scripts as the modules do, without a provider. */
const root = (folder: string): string => `
output "qdrant" {
  value = [for node in ["qdrant-1", "qdrant-2"] : templatefile("${MODULES}/qdrant/templates/start.sh.tftpl", {
    first = node == "qdrant-1", first_node = "qdrant-1", node = node, domain = "rag-api.internal"
    tls_folder = "${folder}", program = "echo"
  })]
}
output "memgraph" {
  value = [for it in [{ main = true, registry = "" }, { main = false, registry = "registry.example.com" }] :
    templatefile("${MODULES}/memgraph/templates/node.sh.tftpl", merge(it, {
      region = "us-east-1", node = "node-1", volume = "vol0a", image = "memgraph/memgraph:3.5.0", username = "rag"
      secret_arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:x", bucket = "b", log_group = "/x"
      replicas   = [{ name = "node_2", address = "10.0.0.2" }, { name = "node_3", address = "10.0.0.3" }]
    }))]
}
`;

describeWith("scripts of the AWS modules", { terraform: tool("terraform") }, () => {
  let workplace: Workplace;
  let scripts: { qdrant: string[]; memgraph: string[] };
  let tls: string;

  beforeAll(async () => {
    workplace = makeWorkplace();
    tls = join(workplace.directory, "tls");
    mkdirSync(tls);
    const directory = join(copyModules(workplace), "terraform", "test", "root");
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "main.tf"), root(tls));
    const terraform = terraformIn(workplace, directory);
    await terraform.run(["init"]);
    await terraform.run(["apply", "-auto-approve"]);
    const outputs = (await terraform.run(["output", "-json"])).json<
      Record<"qdrant" | "memgraph", { value: string[] }>
    >();
    scripts = { qdrant: outputs.qdrant.value, memgraph: outputs.memgraph.value };
  });
  afterAll(() => workplace.dispose());

  test("the roles of Memgraph's nodes are told once, by the main one and by each replica", () => {
    const [main = "", replica = ""] = scripts.memgraph;
    expect(main).toContain('REGISTER REPLICA node_2 SYNC TO "10.0.0.2:10000"');
    expect(main).toContain('REGISTER REPLICA node_3 ASYNC TO "10.0.0.3:10000"');
    expect(main).not.toContain("docker login");
    expect(replica).toContain("SET REPLICATION ROLE TO REPLICA WITH PORT 10000");
    expect(replica).not.toContain("REGISTER");
    expect(replica).toContain("--password-stdin registry.example.com");
    for (const script of scripts.memgraph) expect(script.length).toBeLessThan(16 * 1024);
  });

  describeWith("with openssl", { openssl: tool("openssl", ["version"]) }, () => {
    test("Qdrant's first node makes certificates that all nodes trust, once", async () => {
      const [first = "", second = ""] = scripts.qdrant;
      const started = await run("/bin/sh", ["-c", first]);
      expect(started.stdout.trim()).toBe("--uri https://qdrant-1.rag-api.internal:6335");
      const certificate = readFileSync(join(tls, "cert.pem"), "utf8");
      const verified = await run(tool("openssl", ["version"]) ?? "openssl", [
        ...["verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname"],
        ...["qdrant-2.rag-api.internal", "-CAfile", join(tls, "cacert.pem"), join(tls, "cert.pem")],
      ]);
      expect(verified.stdout + verified.stderr).toContain("cert.pem: OK");
      expect(statSync(join(tls, "key.pem")).mode & 0o077).toBe(0);
      expect(existsSync(join(tls, "ca-key.pem"))).toBe(false);

      await run("/bin/sh", ["-c", first]);
      expect(readFileSync(join(tls, "cert.pem"), "utf8")).toBe(certificate);
      const joined = await run("/bin/sh", ["-c", second]);
      expect(joined.stdout.trim()).toBe(
        "--uri https://qdrant-2.rag-api.internal:6335 --bootstrap https://qdrant-1.rag-api.internal:6335",
      );
    });
  });

  describeWith("under shellcheck", { shellcheck: tool("shellcheck") }, () => {
    test("they have nothing to report", async () => {
      for (const [index, text] of [...scripts.qdrant, ...scripts.memgraph].entries()) {
        const path = join(workplace.directory, `script-${index}.sh`);
        writeFileSync(path, text);
        const found = await run(tool("shellcheck") ?? "", ["--shell=sh", path]);
        expect(found.stdout).toBe("");
      }
    });
  });
});
