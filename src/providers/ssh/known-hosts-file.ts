import { PrivateFolder } from "../../core/files/private-folder.ts";

/** Writes a known_hosts file that only this user can read and that exists only during `work`. */
export async function withKnownHosts<T>(
  text: string | null,
  work: (path: string | null) => Promise<T>,
): Promise<T> {
  if (text === null) return work(null);
  const folder = new PrivateFolder();
  try {
    return await work(folder.write("known_hosts", text));
  } finally {
    folder.remove();
  }
}
