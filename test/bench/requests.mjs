import http from "node:http";

/** Sends GetInstances over one connection for a while and prints the requests a second. */
const [endpoint] = process.argv.slice(2);
const SECONDS = 2;
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const headers = {
  "content-type": "application/x-amz-json-1.1",
  "x-amz-target": "Lightsail_20161128.GetInstances",
  "x-amz-date": "20260101T000000Z",
  authorization:
    "AWS4-HMAC-SHA256 Credential=sandbox/20260101/ap-northeast-1/lightsail/aws4_request, " +
    `SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=${"0".repeat(64)}`,
};

function request() {
  return new Promise((resolve, reject) => {
    const sent = http.request(endpoint, { method: "POST", agent, headers }, (response) => {
      let size = 0;
      response.on("data", (chunk) => (size += chunk.length));
      response.once("end", () => {
        if (response.statusCode === 200 && size > 1000) resolve();
        else reject(new Error(`status ${response.statusCode}, ${size} bytes`));
      });
    });
    sent.once("error", reject);
    sent.end("{}");
  });
}

for (let count = 0; count < 200; count += 1) await request();
const start = performance.now();
let count = 0;
for (; performance.now() - start < SECONDS * 1000; count += 1) await request();
process.stdout.write(String(count / ((performance.now() - start) / 1000)));
agent.destroy();
