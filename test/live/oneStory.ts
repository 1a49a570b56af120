/** Called in a `describe`: its tests go on where the one before stopped, so after a failure the rest is skipped. */
export function oneStory(): void {
  let failed = false;
  afterEach(function () {
    failed ||= this.currentTest?.state === "failed";
  });
  beforeEach(function () {
    if (failed) this.skip();
  });
}
