import { expect, test } from "vitest";
import { isTestManifest } from "../../server/src/manifests/kinds";

test.each([
  ".travis.yml",
  "sub/.travis.yml",
  ".gitlab-ci.yml",
  ".github/workflows/build.yaml",
  ".circleci/config.yml",
  "docker-compose.dev.yml",
  "deploy/docker-compose-ci.yaml",
  "compose.local.yml",
  "docker-compose.test.yml",
])("%s starts servers to throw away", (path) => expect(isTestManifest(path)).toBe(true));

test.each([
  "docker-compose.yml",
  "docker-compose.prod.yml",
  "deploy/etcd.yaml",
  "travis.yml",
  "device/docker-compose.yml",
  "github/workflows.yml",
])("%s may be a server that lasts", (path) => expect(isTestManifest(path)).toBe(false));
