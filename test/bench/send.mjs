/** One call of Lightsail's over loopback, by hand: no client's time is in it. */
export async function send(endpoint, operation, input) {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `Lightsail_20161128.${operation}`,
      "x-amz-date": "20260101T000000Z",
      authorization:
        "AWS4-HMAC-SHA256 Credential=sandbox/20260101/ap-northeast-1/lightsail/aws4_request, " +
        `SignedHeaders=host;x-amz-date;x-amz-target, Signature=${"0".repeat(64)}`,
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${operation}: status ${answer.status}\n${text}`);
  return JSON.parse(text);
}
