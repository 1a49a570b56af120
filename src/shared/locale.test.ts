import assert from "node:assert/strict";
import { isEnglish, locale, setLocale, withRegion } from "./locale.ts";

describe("locale", () => {
  afterEach(() => setLocale(null));

  it("is the runtime's own while nothing is set", () => {
    assert.equal(locale(), undefined);
    assert.equal(isEnglish(), true);
  });
  it("follows the language that is set", () => {
    setLocale("de-AT");
    assert.equal(locale(), "de-AT");
    assert.equal(isEnglish(), false);
    setLocale("en-gb");
    assert.equal(locale(), "en-GB");
    assert.equal(isEnglish(), true);
  });
});

describe("withRegion", () => {
  it("takes the region of the system, which may speak another language", () => {
    assert.equal(withRegion("en", "de"), "en-DE");
    assert.equal(withRegion("de", "en-US-u-va-posix"), "de-US");
  });
  it("leaves a region that the language names", () => {
    assert.equal(withRegion("zh-cn", "en-US"), "zh-CN");
    assert.equal(withRegion("pt-br", "pt-PT"), "pt-BR");
  });
});
