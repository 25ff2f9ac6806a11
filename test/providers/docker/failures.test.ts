import { expect, test } from "vitest";
import { dockerFailure } from "../../../src/providers/docker/failures.ts";

test.each([
  [
    "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?",
    "endpoint_unreachable",
  ],
  [
    'Error response from daemon: This node is not a swarm manager. Use "docker swarm init"',
    "invalid_state",
  ],
  [
    "Error response from daemon: rpc error: code = AlreadyExists desc = config x already exists",
    "name_in_use",
  ],
  ["Error: No such service: x", "not_found"],
  ["rpc error: code = Unknown desc = update out of sequence", "conflict"],
  ["rpc error: The swarm does not have a leader", "service_unavailable"],
  ["permission denied while trying to connect to the Docker daemon socket", "access_denied"],
  ["something else", "operation_failed"],
])("%s", (stderr, code) => {
  expect(dockerFailure(["service", "create", "--secret-looking"], stderr, "here")).toMatchObject({
    code,
  });
});

test("shows no argument beyond the command's name", () => {
  const { message } = dockerFailure(["secret", "create", "hidden"], "failed", "here");
  expect(message).toBe("docker secret create failed (here): failed");
});
