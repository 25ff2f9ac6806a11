import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type WorkingCopy,
  refreshCopy,
} from "../../../src/providers/terraform/sandbox/working-copy.ts";

let folder: string;
let stack: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "quants-ctl-copy-")));
  stack = join(folder, "project", "terraform", "environments", "dev");
  put("terraform/environments/dev/main.tf", 'module "m" { source = "../../modules/m" }\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let time = 1_700_000_000;
function put(path: string, text: string): string {
  const file = join(folder, "project", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  // Each write a second later than the one before, whatever the clock says.
  time += 1;
  utimesSync(file, time, time);
  return file;
}

const refresh = (): WorkingCopy => refreshCopy(stack, join(folder, "root"));
/** A path relative to the copied stack, as Terraform in it would read it. */
const seen = (path: string): string => join(refreshed.directory, path);
let refreshed: WorkingCopy;

test("the stack and what it refers to are at the same places to each other", () => {
  put("terraform/modules/m/main.tf", 'x = file("${path.module}/../shared/text")\n');
  put("terraform/modules/m/sub/a.tf", "");
  put("terraform/modules/shared/text", "shared");
  put("terraform/environments/dev/templates/user.tftpl", "hi");
  put("terraform/environments/dev/.terraform/x", "");
  put("terraform/environments/dev/terraform.tfstate", "{}");
  put("terraform/environments/dev/terraform.tfstate.backup", "{}");
  put("terraform/environments/prod/main.tf", "");
  refreshed = refresh();
  const there = [
    ...["main.tf", "templates/user.tftpl", "../../modules/m/main.tf", "../../modules/m/sub/a.tf"],
    "../../modules/shared/text",
  ];
  const notThere = [".terraform", "terraform.tfstate", "terraform.tfstate.backup", "../prod"];
  expect([...there, ...notThere].filter((path) => existsSync(seen(path)))).toEqual(there);
  expect(refreshed.linked).toEqual([]);
});

test("what the stack writes stays in the copy, and is not overwritten by the real one", () => {
  put(
    "terraform/environments/dev/inventory.tf",
    'x = "${path.root}/../../../ansible/inventory/dev.json"\n',
  );
  const real = put("ansible/inventory/dev.json", "real");
  refreshed = refresh();
  const copied = seen("../../../ansible/inventory/dev.json");
  expect(readFileSync(copied, "utf8")).toBe("real");
  writeFileSync(copied, "of the sandbox");
  refresh();
  refresh();
  expect(readFileSync(copied, "utf8")).toBe("of the sandbox");
  expect(readFileSync(real, "utf8")).toBe("real");
});

test("changes of the stack come along: new, changed and deleted files", () => {
  refreshed = refresh();
  put("terraform/environments/dev/main.tf", "changed");
  const added = put("terraform/environments/dev/added.tf", "");
  writeFileSync(seen(".terraform.lock.hcl"), "of the copy");
  refresh();
  expect(readFileSync(seen("main.tf"), "utf8")).toBe("changed");
  expect(existsSync(seen("added.tf"))).toBe(true);
  rmSync(added);
  refresh();
  expect(existsSync(seen("added.tf"))).toBe(false);
  expect(readFileSync(seen(".terraform.lock.hcl"), "utf8")).toBe("of the copy");
});

test("a damaged manifest only means that all is copied again", () => {
  refreshed = refresh();
  writeFileSync(join(folder, "root", "copied.json"), '{"cut');
  put("terraform/environments/dev/main.tf", "changed");
  refresh();
  expect(readFileSync(seen("main.tf"), "utf8")).toBe("changed");
});

test("too large a folder is linked, and said; the way to the stack stays a copy", () => {
  put("terraform/environments/dev/main.tf", 'x = "${path.module}/../../.."\n');
  const data = put("data/large.bin", "");
  truncateSync(data, 100 * 1024 * 1024);
  refreshed = refresh();
  expect(refreshed.linked).toEqual([dirname(data)]);
  expect(readlinkSync(seen("../../../data"))).toBe(dirname(data));
  writeFileSync(seen("new.txt"), "x");
  expect(existsSync(join(stack, "new.txt"))).toBe(false);
  expect(refresh().linked).toEqual([dirname(data)]);
});

test("the copy may lie inside of what is copied, and the stack behind a link", () => {
  put("terraform/environments/dev/main.tf", 'x = "${path.module}/../../.."\n');
  const link = join(folder, "link");
  symlinkSync(stack, link);
  const root = join(folder, "project", "sandbox");
  refreshed = refreshCopy(link, root);
  expect(existsSync(join(refreshed.directory, "main.tf"))).toBe(true);
  expect(existsSync(join(root, "tree", folder, "project", "sandbox"))).toBe(false);
});
