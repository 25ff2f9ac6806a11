import type { Answer } from "./call.ts";

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (it) => ESCAPES[it] ?? it);

const xml = (value: Readonly<Record<string, string>>): string =>
  Object.entries(value)
    .map(([name, it]) => `<${name}>${escaped(it)}</${name}>`)
    .join("");

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
