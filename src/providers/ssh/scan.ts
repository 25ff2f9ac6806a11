import type { HostKey } from "../../core/model.ts";

/** The keys that ssh-keyscan prints: `HOST ALGORITHM BASE64` in each line, and comments. */
export function keysIn(text: string): Pick<HostKey, "algorithm" | "public_key">[] {
  return text.split("\n").flatMap((line) => {
    const [place = "", algorithm, publicKey] = line.trim().split(/\s+/);
    if (place.startsWith("#") || algorithm === undefined || publicKey === undefined) return [];
    return [{ algorithm, public_key: publicKey }];
  });
}
