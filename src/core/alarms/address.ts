import type { ContactProtocol } from "../contracts/alarms.ts";
import { QuantsError, amended } from "../errors.ts";

const FORMS: Readonly<Record<ContactProtocol, RegExp>> = {
  email: /^[^\s@,;<>"()[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}$/,
  sms: /^\+[1-9]\d{6,14}$/,
};

const EXPECTED: Readonly<Record<ContactProtocol, string>> = {
  email: "Give an address such as ops@example.com.",
  sms: "Give it in full, with + and the country: +15550100123.",
};

const NAMES: Readonly<Record<ContactProtocol, string>> = {
  email: "an email address",
  sms: "a phone number",
};

/** Lightsail's limit. */
const LONGEST = 256;

/**
 * Where somebody is told. It is personal: in the journal, which keeps a command's options as JSON,
 * and wherever it is made a text, it is masked.
 */
export class ContactAddress {
  readonly protocol: ContactProtocol;
  readonly #text: string;

  constructor(protocol: ContactProtocol, text: string) {
    this.protocol = protocol;
    this.#text = text;
  }

  get inFull(): string {
    return this.#text;
  }

  toString(): string {
    return maskedAddress(this.#text);
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Throws `invalid_input`, without the text: it may be an address with a slip in it. */
export function parseAddress(protocol: ContactProtocol, given: string): ContactAddress {
  const text = protocol === "sms" ? given.replaceAll(/[\s()-]/g, "") : given.trim();
  if (text.length <= LONGEST && FORMS[protocol].test(text)) {
    return new ContactAddress(protocol, text);
  }
  throw new QuantsError("invalid_input", `What is given is not ${NAMES[protocol]}.`, {
    hint: EXPECTED[protocol],
  });
}

/** `o***@example.com`, `+1***23`. */
export function maskedAddress(text: string): string {
  const at = text.lastIndexOf("@");
  if (at > 0) return `${at > 1 ? text.slice(0, 1) : ""}***${text.slice(at)}`;
  return text.length > 6 ? `${text.slice(0, 2)}***${text.slice(-2)}` : "***";
}

/** A failure as it may be told and kept: the service's text may repeat the address. */
export function withoutAddress(error: QuantsError, { inFull }: ContactAddress): QuantsError {
  const masked = error.message.replaceAll(inFull, maskedAddress(inFull));
  return masked === error.message ? error : amended(error, { message: masked });
}
