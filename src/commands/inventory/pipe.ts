import { fstatSync } from "node:fs";
import type { OutputStream } from "../../core/context.ts";

/**
 * Goes before an inventory that is piped. Ansible's script plugin opens /dev/stdin first, to
 * look for a shebang, and what its buffered read takes is gone for the plugin that follows.
 */
export const PIPE_LEAD = `${" ".repeat(4095)}\n`;

export function isPipe(stream: OutputStream): boolean {
  const { fd } = stream as { fd?: unknown };
  if (typeof fd !== "number") return false;
  const stat = fstatSync(fd);
  return stat.isFIFO() || stat.isSocket();
}
