/** A call without an SDK, in one of AWS's three ways of asking. */
export type Question =
  | { readonly action: string; readonly version: string; readonly form?: Record<string, string> }
  | { readonly target: string; readonly input: object }
  | { readonly method: string; readonly path: string; readonly body?: string };

interface Said {
  readonly status: number;
  readonly text: string;
}

export interface Client {
  /** `service` is the name in the signature. */
  ask(service: string, question: Question): Promise<Said>;
}

/** For the emulator and for moto as it is: each tells accounts apart in its own way. */
export function clientOf(endpoint: string, account: string, region = "us-east-1"): Client {
  return {
    async ask(service, question) {
      const { headers, ...request } = spelt(question);
      const scope = `${account}/20260101/${region}/${service}/aws4_request`;
      const answer = await fetch(endpoint + request.path, {
        method: request.method,
        ...(request.body !== undefined && { body: request.body }),
        headers: {
          ...headers,
          authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
          "x-moto-account-id": account,
        },
      });
      return { status: answer.status, text: await answer.text() };
    },
  };
}

interface Spelt {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly headers: Record<string, string>;
}

function spelt(question: Question): Spelt {
  if ("action" in question) {
    const form = { Action: question.action, Version: question.version, ...question.form };
    const body = new URLSearchParams(form).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    return { method: "POST", path: "/", body, headers };
  }
  if ("target" in question) {
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": question.target,
    };
    return { method: "POST", path: "/", body: JSON.stringify(question.input), headers };
  }
  if (question.body === undefined) return { ...question, headers: {} };
  const type = question.body.startsWith("<") ? "application/xml" : "application/json";
  return { ...question, headers: { "content-type": type } };
}
