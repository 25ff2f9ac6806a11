import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeOnMachine } from "../../helpers/machine.ts";
import { makeWorkplace, type Workplace } from "../../helpers/process.ts";
import { openSshHost, type SshHost } from "../../helpers/ssh-hosts.ts";
import { describeWith, pythonWith, tool } from "../../helpers/tools.ts";

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const DAGS = folder("../../../terraform/environments/mwaa/dags");
const TESTS = folder("dags");
const python = pythonWith("unittest");

describeWith("the DAGs of mwaa", { python3: python, git: tool("git") }, () => {
  let here: Workplace;
  beforeAll(() => {
    here = makeWorkplace({ DAGS, PYTHONDONTWRITEBYTECODE: "1" });
  });
  afterAll(() => here.dispose());

  test.each(readdirSync(DAGS).filter((file) => file.endsWith(".py")))(
    "%s compiles, also for the oldest Python of an Airflow that is offered (#13)",
    async (file) => {
      const check = "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 9))";
      const ended = await here.spawn(python ?? "", ["-c", check, join(DAGS, file)]).ended;
      expect(ended).toMatchObject({ status: 0, stderr: "" });
    },
  );

  test.each(["test_gpu_servers.py", "test_dag_files.py"])(
    "%s passes without Airflow (#13)",
    async (file) => {
      const ended = await here.spawn(python ?? "", [join(TESTS, file)]).ended;
      expect(ended.stderr).toMatch(/\nRan \d{2,} tests in [\d.]+s\n\nOK\n$/);
    },
  );
});

interface Outcome {
  value?: unknown;
  error?: string;
  message?: string;
}

const paramiko = {
  "python3-paramiko": pythonWith("paramiko"),
  git: tool("git"),
  sudo: tool("sudo"),
  sshd: tool("sshd", null),
};
const PREPARE = `
set -e
export HOME=/home/ci
cd /home/ci && git init --quiet repo && cd repo && mkdir ci
printf '#!/bin/sh\\necho "on $(whoami)"; echo "err" >&2\\n' >ci/run
printf '#!/bin/sh\\nexit 5\\n' >ci/fail
chmod +x ci/* && git add . && git -c user.name=x -c user.email=x@example.com commit --quiet -m x
git config --global url.file:///home/ci/repo.insteadOf https://git.example.com/quants/repo
git config --global --add safe.directory '*'
chown -R ci /home/ci/repo /home/ci/.gitconfig
git rev-parse HEAD
`;

describeOnMachine("jobs over real SSH", paramiko, () => {
  let here: Workplace;
  let host: SshHost | undefined;
  let seen: Record<string, Outcome>;

  beforeAll(async () => {
    here = makeWorkplace({ DAGS, PYTHONDONTWRITEBYTECODE: "1" });
    const key = async (name: string): Promise<{ pem: string; line: string }> => {
      const file = join(here.directory, name);
      const argv = ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file];
      await here.spawn(tool("ssh-keygen", null) ?? "", argv).ended;
      const line = readFileSync(`${file}.pub`, "utf8").trim();
      return { pem: readFileSync(file, "utf8"), line };
    };
    const [login, own, other] = [await key("login"), await key("host"), await key("other")];
    const address = "127.0.10.77";
    const port = 2222;
    host = await openSshHost({
      ...{ name: "gpu-1", address, port, user: "ci" },
      authorizedKey: login.line,
      hostKeys: [own.pem],
    });
    const prepared = await host.machine.run(["sh", "-c", PREPARE]);
    if (prepared.status !== 0) throw new Error(prepared.stderr);
    const given = {
      server: { address, port, user: "ci", host_key: own.line },
      pem: login.pem,
      other_pem: other.pem,
      other_key: other.line,
      repository: "https://git.example.com/quants/repo",
      commit: prepared.stdout.trim(),
    };
    const drive = join(TESTS, "drive_ssh.py");
    const ended = await here.spawn(pythonWith("paramiko") ?? "", [drive], {
      stdin: JSON.stringify(given),
    }).ended;
    if (ended.status !== 0) throw new Error(ended.stderr);
    seen = ended.json<Record<string, Outcome>>();
  });
  afterAll(async () => {
    await host?.close();
    await here.dispose();
  });

  test("a job runs as its user, and what it says is kept (#13)", () => {
    expect(seen["greeting"]?.value).toMatch(/^SSH-2\.0-OpenSSH/);
    expect(seen["kind"]?.value).toBe("ssh-ed25519");
    expect(seen["fine"]).toEqual({ value: ["on ci", "err"] });
  });

  test("a job that fails fails (#13)", () => {
    expect(seen["failed"]).toEqual({
      error: "JobFailed",
      message: "The job ended with status 5",
    });
  });

  test("a server with another host key gets no login (#13)", () => {
    expect(seen["stranger"]?.error).toBe("BadHostKeyException");
  });

  test("another key is let in nowhere, and none that is no key is taken (#13)", () => {
    expect(seen["no_key"]?.error).toBe("AuthenticationException");
    expect(seen["junk"]?.error).toBe("Refused");
  });
});
