import type { Answer, Call } from "./call.ts";

/** A value as XML holds it; a `members` list gets one element for each entry. */
export type Xml =
  | string
  | number
  | boolean
  | undefined
  | Members
  | { readonly [name: string]: Xml };

class Members {
  readonly element: string;
  readonly entries: readonly Xml[];

  constructor(element: string, entries: readonly Xml[]) {
    this.element = element;
    this.entries = entries;
  }
}

/** A list, each entry in an element of this name. */
export const members = (element: string, entries: readonly Xml[]): Xml =>
  new Members(element, entries);

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (it) => ESCAPES[it] ?? it);

export function xml(value: Xml): string {
  if (value === undefined) return "";
  if (value instanceof Members) {
    return value.entries.map((it) => `<${value.element}>${xml(it)}</${value.element}>`).join("");
  }
  if (typeof value !== "object") return escaped(String(value));
  return Object.entries(value)
    .map(([name, it]) => (it === undefined ? "" : `<${name}>${xml(it)}</${name}>`))
    .join("");
}

export const text = ({ body }: Answer): string => body.toString();

/** The same answer with another body. */
export const withBody = ({ status, headers }: Answer, body: string): Answer => ({
  status,
  headers,
  body,
});

export const json = (value: unknown, status = 200, headers = {}): Answer => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1", ...headers },
  body: JSON.stringify(value),
});

const xmlAnswer = (body: string, status = 200): Answer => ({
  status,
  headers: { "content-type": "text/xml" },
  body,
});

/** An answer of a service that is asked by `Action=`. */
export const result = ({ operation }: Call, value: Xml): Answer =>
  xmlAnswer(
    `<${operation}Response><${operation}Result>${xml(value)}</${operation}Result>` +
      `<ResponseMetadata><RequestId>emulator</RequestId></ResponseMetadata></${operation}Response>`,
  );

export const fault = (code: string, message: string, status = 404): Answer =>
  xmlAnswer(
    `<ErrorResponse><Error>${xml({ Type: "Sender", Code: code, Message: message })}</Error>` +
      "<RequestId>emulator</RequestId></ErrorResponse>",
    status,
  );

/** EC2 words its errors differently from the others. */
export const ec2Fault = (code: string, message: string): Answer =>
  xmlAnswer(
    `<Response><Errors><Error>${xml({ Code: code, Message: message })}</Error></Errors>` +
      "<RequestID>emulator</RequestID></Response>",
    400,
  );

/** Applies `change` to what stands in each element of this name; they do not nest. */
export const inEach = (body: string, element: string, change: (inner: string) => string): string =>
  body.replaceAll(
    new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, "g"),
    (_, inner: string) => `<${element}>${change(inner)}</${element}>`,
  );

/** The text of the first element of this name. */
export const textOf = (body: string, element: string): string | undefined =>
  new RegExp(`<${element}>([^<]*)</${element}>`).exec(body)?.[1];

/** These elements in place of what was there by their names. */
export function overlaid(inner: string, values: Readonly<Record<string, string>>): string {
  let rest = inner;
  for (const name of Object.keys(values)) {
    rest = rest.replaceAll(new RegExp(`<${name}>[^<]*</${name}>|<${name}/>`, "g"), "");
  }
  return rest + xml(values);
}
