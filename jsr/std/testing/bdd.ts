/**
 * Deno's runner for the functions of `node:test`, under the names of `@std/testing/bdd`.
 *
 * @module
 */
export {
  after,
  after as afterAll,
  afterEach,
  before,
  before as beforeAll,
  beforeEach,
  describe,
  it,
  test,
} from "node:test";
