import { javaTestPackages } from "./java";
import { pythonTestPackages } from "./python";
import { rustTestPackages } from "./rust";

/** Packages that only test code imports. Data only. */
export const testPackages: ReadonlySet<string> = new Set([
  "testing",
  "github.com/stretchr/testify/assert",
  "github.com/stretchr/testify/require",
  "github.com/stretchr/testify/suite",
  "github.com/onsi/ginkgo",
  "github.com/onsi/ginkgo/v2",
  "github.com/onsi/gomega",
  "vitest",
  "@jest/globals",
  "mocha",
  "chai",
  "ava",
  "node:test",
  "sinon",
  ...pythonTestPackages,
  ...rustTestPackages,
  ...javaTestPackages,
]);
