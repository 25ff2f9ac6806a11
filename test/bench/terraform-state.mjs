import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../dist/bin.cjs", import.meta.url));
const INSTANCES = 10_000;
const MOST_MS = 1_500;
const MOST_MB = 400;

/** Writes the peak of resident memory, in KiB, where the result is not. */
const PEAK = `data:text/javascript,${encodeURIComponent(
  'import { writeSync } from "node:fs";' +
    'process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));',
)}`;

/** A row of the benchmark: a state of ten thousand instances, read and printed by a whole process. */
export function terraformState({ fewRuns }) {
  const folder = mkdtempSync(join(tmpdir(), "quants-ctl-bench-"));
  try {
    const file = join(folder, "terraform.tfstate");
    const text = state(INSTANCES);
    writeFileSync(file, text);
    // Once to fill caches.
    measure(file, folder);
    const taken = Array.from({ length: fewRuns }, () => measure(file, folder));
    const ms = median(taken.map((it) => it.ms));
    const mb = Math.max(...taken.map((it) => it.mb));
    return [
      {
        what: `stack instances, a state of ${INSTANCES} (${(text.length / 1e6).toFixed(0)} MB): whole process`,
        measured: `${ms.toFixed(0)} ms, ${mb.toFixed(0)} MB`,
        bar: `≤ ${MOST_MS} ms, ≤ ${MOST_MB} MB`,
        ok: ms <= MOST_MS && mb <= MOST_MB,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(file, folder) {
  const argv = ["stack", "instances", "--state-file", file, "--output", "json"];
  const env = { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: folder };
  const start = performance.now();
  const { status, output, error } = spawnSync(process.execPath, ["--import", PEAK, BIN, ...argv], {
    env,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    maxBuffer: 1 << 28,
  });
  const ms = performance.now() - start;
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`status ${status}: ${output[2].toString()}`);
  const found = JSON.parse(output[1].toString()).length;
  if (found !== INSTANCES) throw new Error(`${found} instances were read`);
  return { ms, mb: (Number(output[3].toString()) * 1024) / 1e6 };
}

/** Each instance with user data, ports, and for every second one a static IP, as provider 5 stores them. */
export function state(count) {
  const resources = [];
  const add = (type, key, attributes) => {
    resources.push({
      module: `module.fleet[${JSON.stringify(key)}]`,
      mode: "managed",
      type,
      name: "this",
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [
        {
          schema_version: 0,
          attributes,
          sensitive_attributes: [],
          private: "bnVsbA==",
          dependencies: ["module.fleet.aws_lightsail_instance.this"],
        },
      ],
    });
  };
  const userData = "#!/bin/sh\nset -eu\napt-get install -y docker.io prometheus-node-exporter\n";
  for (let index = 1; index <= count; index += 1) {
    const name = `prod-collector-${index}`;
    const ip = `198.51.${index >> 8}.${index & 255}`;
    const tags = {
      Environment: "prod",
      Service: "data-collector",
      Team: "quants",
      Backup: "daily",
    };
    add("aws_lightsail_instance", name, {
      add_on: [],
      arn: `arn:aws:lightsail:ap-northeast-1:123456789012:Instance/${index}`,
      availability_zone: "ap-northeast-1a",
      blueprint_id: "ubuntu_22_04",
      bundle_id: "small_3_0",
      cpu_count: 2,
      created_at: "2026-01-15T12:00:00Z",
      id: name,
      ip_address_type: "dualstack",
      ipv6_addresses: [`2001:db8::${index.toString(16)}`],
      is_static_ip: false,
      key_pair_name: "ops",
      name,
      private_ip_address: "172.26.0.17",
      public_ip_address: ip,
      ram_size: 2,
      tags,
      tags_all: tags,
      user_data: userData.repeat(8),
      username: "ubuntu",
    });
    add("aws_lightsail_instance_public_ports", name, {
      id: `${name}-1`,
      instance_name: name,
      port_info: [22, 9100].map((port) => ({
        cidr_list_aliases: [],
        cidrs: ["203.0.113.0/24"],
        from_port: port,
        ipv6_cidrs: [],
        protocol: "tcp",
        to_port: port,
      })),
    });
    if (index % 2 === 1) continue;
    add("aws_lightsail_static_ip", name, {
      arn: `arn:aws:lightsail:ap-northeast-1:123456789012:StaticIp/${index}`,
      id: `${name}-ip`,
      ip_address: ip,
      name: `${name}-ip`,
      support_code: `123456789012/${ip}`,
    });
    add("aws_lightsail_static_ip_attachment", name, {
      id: `${name}-ip`,
      instance_name: name,
      ip_address: ip,
      static_ip_name: `${name}-ip`,
    });
  }
  // As `state pull` prints it and as backends store it.
  return JSON.stringify({ version: 4, serial: 1, lineage: "x", outputs: {}, resources }, null, 2);
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const row of terraformState({ fewRuns: 5 })) {
    process.stdout.write(`${row.what}  ${row.measured}  (${row.bar})  ${row.ok ? "ok" : "OVER"}\n`);
    if (!row.ok) process.exitCode = 1;
  }
}
