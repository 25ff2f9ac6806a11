import { QuantsError } from "../../core/errors.ts";

const TRIES = 3;

/** A list and its details are two calls: what goes away between them is not missing, but gone. */
export async function steady<T>(look: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await look();
    } catch (error) {
      const isGone = error instanceof QuantsError && error.code === "not_found";
      if (!isGone || tried === TRIES) throw error;
    }
  }
}
