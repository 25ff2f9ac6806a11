import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A known_hosts file that only this user can read, for as long as the work takes. It is gone
 * afterwards, even when a second signal ends the process at once.
 */
export async function withKnownHosts<T>(
  text: string | null,
  work: (path: string | null) => Promise<T>,
): Promise<T> {
  if (text === null) return work(null);
  const folder = mkdtempSync(join(tmpdir(), "quants-ctl-ssh-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const path = join(folder, "known_hosts");
    writeFileSync(path, text, { mode: 0o600 });
    return await work(path);
  } finally {
    process.off("exit", remove);
    remove();
  }
}
