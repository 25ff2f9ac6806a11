import { isIP } from "node:net";
import { QuantsError } from "../errors.ts";

/** AWS's service that returns the caller's address, recommended in its documentation. */
export const MY_IP_SERVICE = "https://checkip.amazonaws.com";
const TIMEOUT = 10_000;
const HINT = "Give the address to --cidr, or set QUANTS_CTL_MY_IP to it.";

/** The addresses in QUANTS_CTL_MY_IP, joined by commas. Throws `invalid_input`. */
export function readMyIp(text: string): string[] {
  const addresses = text.split(",").map((it) => it.trim());
  const wrong = addresses.find((it) => isIP(it) === 0);
  if (wrong === undefined) return addresses;
  throw new QuantsError(
    "invalid_input",
    `QUANTS_CTL_MY_IP contains "${wrong}", which is not an address.`,
    {
      hint: "Set it to your public addresses, joined by commas.",
      resource: wrong,
    },
  );
}

/** In characters; an address has fewer. */
const ENOUGH = 100;

/** Whatever answers, no more is read than an address could be. */
async function beginning(response: Response): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > ENOUGH) break;
  }
  return text.slice(0, ENOUGH);
}

/**
 * Asks where this machine's requests come from, which it can't know behind a router. Over IPv4, as
 * Lightsail's firewall sees calls to an instance's IPv4 address.
 */
export async function askMyIp(service: string, signal: AbortSignal): Promise<string[]> {
  let text: string;
  try {
    const response = await fetch(service, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
      redirect: "error",
    });
    text = (await beginning(response)).trim();
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw new QuantsError(
      "endpoint_unreachable",
      `Your own address could not be determined from ${service}.`,
      {
        hint: HINT,
        resource: service,
        retryable: true,
        cause: error,
      },
    );
  }
  if (isIP(text) !== 0) return [text];
  throw new QuantsError("endpoint_unreachable", `${service} did not answer with an address.`, {
    hint: HINT,
    resource: service,
  });
}
