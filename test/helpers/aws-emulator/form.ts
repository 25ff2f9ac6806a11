import type { Call } from "./call.ts";

/** The parameters of a service that is asked by `Action=`. */
export const formOf = ({ body }: Call): URLSearchParams => new URLSearchParams(body.toString());
