import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Closes the shared connections of a run, which ssh would keep open for a minute. */
export async function closeConnections(
  sockets: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const names = readdirSync(sockets);
  if (names.length === 0) return;
  const { execa } = await import("execa");
  const { default: pLimit } = await import("p-limit");
  const limit = pLimit(8);
  await Promise.all(
    names.map((name) =>
      limit(() =>
        // The host name does not matter: the socket identifies the connection.
        execa("ssh", ["-O", "exit", "-o", `ControlPath=${join(sockets, name)}`, "connection"], {
          env: { ...env },
          extendEnv: false,
          stdio: "ignore",
          reject: false,
        }),
      ),
    ),
  );
}
