import { QuantsError } from "../errors.ts";

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;

/**
 * The origin of another emulator on this machine. Elsewhere than on loopback it would be sent
 * whatever is sent to the sandbox, signed requests and secrets included.
 */
export function parseLoopbackUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refused(text, `"${text}" is not a URL.`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refused(text, `"${text}" is not an http or https URL.`);
  }
  if (!LOOPBACK.test(url.hostname)) {
    throw refused(text, `"${text}" is not on this machine.`);
  }
  const more = [url.username, url.password, url.pathname.slice(1), url.search, url.hash];
  if (more.some((it) => it !== "")) {
    throw refused(text, `"${text}" has more than a scheme, a host and a port.`);
  }
  return url.origin;
}

const refused = (text: string, message: string): QuantsError =>
  new QuantsError("invalid_input", message, {
    hint: "Give the address of an emulator on loopback, for example http://127.0.0.1:5000.",
    resource: text,
  });
