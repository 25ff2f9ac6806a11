import { replaceFile } from "../../../core/replace-file.ts";

/** Only under the folder's lock: see `replaceFile`. */
export function writeState(path: string, text: string): void {
  replaceFile(path, text, {
    mode: 0o600,
    hint: "Nothing was changed. Make room, or set QUANTS_CTL_SANDBOX_DIR to another folder.",
  });
}
