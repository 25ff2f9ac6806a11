import type { HostKey } from "../../core/model.ts";

/** The keys that ssh-keyscan prints: one `HOST ALGORITHM BASE64` on each line, besides comments. */
export function keysIn(text: string): Pick<HostKey, "algorithm" | "public_key">[] {
  return text.split("\n").flatMap((line) => {
    const [place = "", algorithm, publicKey] = line.trim().split(/\s+/);
    if (place.startsWith("#") || algorithm === undefined || publicKey === undefined) return [];
    return [{ algorithm, public_key: publicKey }];
  });
}
