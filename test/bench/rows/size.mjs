import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../measure.mjs";

const mb = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

/** What an installation takes: everything is bundled, there are no further packages. */
export function size() {
  const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const dist = readdirSync(join(ROOT, "dist"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  const { stdout } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  // npm 12 answers with an object, earlier ones with an array.
  const [packed] = Object.values(JSON.parse(stdout));
  return [
    {
      what: `installed (${Object.keys(dependencies).length} further packages) / packed`,
      measured: `${mb(dist)} / ${mb(packed.size)}`,
      bar: "stated",
      ok: true,
    },
  ];
}
