import assert from "node:assert/strict";
import fc from "fast-check";
import { estimate, fitDensity, USUAL_DENSITY } from "./tokenDensity.ts";

const chars = (answer: number, result: number, words: number) => ({ answer, result, words });

describe("fitDensity", () => {
  it("knows what is usual before a session has shown anything", () => {
    assert.deepEqual(fitDensity([]), USUAL_DENSITY);
  });

  it("finds a session's own densities", () => {
    const samples = Array.from({ length: 60 }, (_, index) => {
      const [answer, result, words] = [(index % 3) * 2_000, (index % 5) * 1_500, (index % 7) * 800];
      return { chars: chars(answer, result, words), tokens: Math.round(answer / 2 + result / 4 + words / 5) };
    });
    const density = fitDensity(samples);
    for (const [texture, own] of [
      ["answer", 1 / 2],
      ["result", 1 / 4],
      ["words", 1 / 5],
    ] as const)
      assert.ok(Math.abs(density[texture] - own) < Math.abs(USUAL_DENSITY[texture] - own) / 2, texture);
  });

  it("is not led astray by steps in which something unseen was added", () => {
    const samples = Array.from({ length: 60 }, (_, index) => ({
      chars: chars(0, 3_000, 0),
      tokens: index % 10 === 0 ? 12_000 : 1_000,
    }));
    assert.ok(Math.abs(fitDensity(samples).result - 1 / 3) < 0.05);
  });

  it("stays within what text can be", () => {
    const sample = fc.record({
      chars: fc.record({ answer: fc.nat(90_000), result: fc.nat(90_000), words: fc.nat(90_000) }),
      tokens: fc.nat(200_000),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 30 }), (samples) => {
        for (const value of Object.values(fitDensity(samples))) assert.ok(value >= 1 / 8 && value <= 1);
      }),
    );
  });
});

describe("estimate", () => {
  it("counts an image by its pixels and never comes to nothing", () => {
    const words = { texture: "words", chars: 0 } as const;
    assert.ok(estimate({ ...words, images: 1 }, USUAL_DENSITY) > 1_000);
    assert.ok(estimate({ texture: "answer", chars: 0, images: 0 }, USUAL_DENSITY) > 0);
  });
});
