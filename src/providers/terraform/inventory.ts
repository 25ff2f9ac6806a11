import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { InventoryFile, StackOutput } from "../../core/contracts/terraform-control.ts";
import { textOf } from "../../core/text/json.ts";

/**
 * The inventory that a stack writes on apply: the one that its output `inventory_file` names, or
 * else ansible/inventory/NAME_lightsail_hosts.json of its project, if it exists.
 */
export function findInventory(
  name: string,
  directory: string,
  outputs: ReadonlyMap<string, StackOutput>,
): InventoryFile | null {
  const named = textOf(outputs.get("inventory_file")?.value);
  if (named !== null) {
    const path = resolve(directory, named);
    return { path, exists: isFile(path) };
  }
  const project = resolve(directory, "../../..");
  const usual = join(project, "ansible", "inventory", `${name}_lightsail_hosts.json`);
  return isFile(usual) ? { path: usual, exists: true } : null;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
