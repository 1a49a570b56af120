import assert from "node:assert/strict";
import fc from "fast-check";
import { PriceBook } from "../../ledger/prices.ts";
import type { Tokens } from "../../sources/transcriptRow.ts";
import { measure } from "./measure.ts";
import type { Outcome } from "./outcome.ts";
import type { FollowedRequest, FollowedSession, TakenAction } from "./takenAction.ts";
import { followUpState } from "./whyNothing.ts";

const PRICES = new PriceBook();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Before the price of Sonnet 5.5 changed. */
const T = Date.UTC(2026, 5, 10, 12);
const OPUS = "claude-opus-5-5";
const SONNET = "claude-sonnet-5-5";

/** Opus 5.5: fresh input 4, output 20, cache read 0.2, an hour's cache write 8 dollars a million tokens. */
const call = (cacheRead: number, cacheWrite1h: number, output = 500): Tokens => ({
  input: 0,
  output,
  cacheRead,
  cacheWrite5m: 0,
  cacheWrite1h,
});

const request = (minute: number, tokens: Tokens, model = OPUS): FollowedRequest => {
  const at = T + minute * MINUTE;
  const usd = PRICES.costOf({ model, tokens, webSearches: 0, fast: false, usInference: false, iterations: null }, at);
  return { at, model, calls: [tokens], usd, fast: false, usInference: false };
};

const action = (overrides: Partial<TakenAction> = {}): TakenAction => ({
  kind: "compact",
  command: "/compact",
  at: T + MINUTE,
  context: 212_000,
  model: OPUS,
  lastRequestAt: T,
  hourCache: true,
  usdPerRequest: 0.06,
  growth: 1_000,
  compactsAt: null,
  toldCostUsd: null,
  supersededAt: null,
  ...overrides,
});

const session = (overrides: Partial<FollowedSession> = {}): FollowedSession => ({
  requests: [],
  compactions: [{ at: T + 2 * MINUTE, auto: false }],
  start: T - HOUR,
  last: T + 2 * MINUTE,
  ended: false,
  ...overrides,
});

/** 41K after the compaction, then a thousand tokens more with every request, all from the cache. */
const compacted = (count: number, firstMinute = 3): FollowedRequest[] =>
  Array.from({ length: count }, (_, index) =>
    request(firstMinute + index, index === 0 ? call(21_000, 20_000) : call(40_000 + index * 1_000, 1_000)),
  );

const NOW = T + HOUR;
const told = (
  taken: Partial<TakenAction>,
  followed: Partial<FollowedSession> | null,
  successor: FollowedSession | null = null,
  now = NOW,
) => measure(action(taken), followed && session(followed), successor, PRICES, now);

const measured = ({ state }: Outcome) => {
  assert.ok(state.kind === "measured", JSON.stringify(state));
  return state;
};
const reason = ({ state }: Outcome) => {
  const told = followUpState(state);
  return told.kind === "nothing" ? told.reason : told.kind;
};
const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}, not ${expected}`);

describe("measure, a compaction", () => {
  it("prices each request as it was and as it would have been", () => {
    // Compacting: 212K read (0.0424) and 6K written (0.12). First request: 0.0042 + 0.16 instead of 0.0424. Then 171K
    // less are read each time, 0.0342.
    const state = measured(told({}, { requests: compacted(9) }));
    near(state.savedUsd, -0.1624 - 0.1218 + 8 * 0.0342);
    assert.deepEqual(
      [state.requests, state.contextBefore, state.contextAfter, state.costUsd, state.paidBackAfter, state.final],
      [9, 212_000, 41_000, null, null, false],
    );
    assert.equal(state.usdPerRequestBefore, 0.06);
    // 0.1742, then reads of 41K to 48K, 1K written and 500 out.
    near(state.usdPerRequestAfter, (0.1742 + (356_000 * 0.2 + 8_000 * 8 + 8 * 500 * 20) / 1e6) / 9);
  });

  it("says after how many requests it had paid for itself", () => {
    const state = measured(told({}, { requests: compacted(12) }));
    near(state.savedUsd, 0.0236 + 2 * 0.0342);
    assert.equal(state.paidBackAfter, 10);
  });

  it("takes the cost that Claude Code told", () => {
    const state = measured(told({ toldCostUsd: 0.02 }, { requests: compacted(5) }));
    near(state.savedUsd, -0.02 - 0.1218 + 4 * 0.0342);
    assert.equal(state.costUsd, 0.02);
  });

  it("prices what would have been written again where the cache was cold", () => {
    // All but system prompt and tools is written: so would the 171K have been.
    const requests = [...compacted(4), request(90, call(21_000, 24_000))];
    near(measured(told({}, { requests }, null, T + 2 * HOUR)).savedUsd, -0.2842 + 3 * 0.0342 + 1.368);
  });

  it("counts for a desk left that the whole context would have gone cold", () => {
    const requests = compacted(3, 120);
    const state = measured(told({ kind: "leavingDesk" }, { requests }, null, T + 3 * HOUR));
    // 212K written (1.696) instead of 0.1642, after the compaction of a warm context.
    near(state.savedUsd, -0.1624 + 1.5318 + 2 * 0.0342);
    assert.equal(state.paidBackAfter, 1);
  });

  it("prices a compaction of a cold session as one that writes it again", () => {
    const compactions = [{ at: T + 90 * MINUTE, auto: false }];
    const at = T + 89 * MINUTE;
    const requests = compacted(3, 91);
    const state = measured(told({ kind: "coldResume", at }, { requests, compactions }, null, T + 3 * HOUR));
    near(state.savedUsd, -(1.696 + 0.12) + 1.5318 + 2 * 0.0342);
  });

  it("takes the context from the last request before it", () => {
    const requests = [request(1.5, call(212_000, 8_000)), ...compacted(3)];
    assert.equal(measured(told({}, { requests })).contextBefore, 220_000);
  });

  it("counts what is read again in the first requests against it, and a later growth not", () => {
    const grown = (from: number) =>
      compacted(12).map((one, index) => {
        const [tokens] = one.calls;
        return index < from || !tokens ? one : { ...one, calls: [{ ...tokens, cacheRead: tokens.cacheRead + 30_000 }] };
      });
    // The price is that of the tokens, so only the calls matter.
    const plain = measured(told({}, { requests: compacted(12) })).savedUsd;
    near(measured(told({}, { requests: grown(2) })).savedUsd, plain - (10 * 30_000 * 0.2) / 1e6);
    near(measured(told({}, { requests: grown(6) })).savedUsd, plain);
  });

  it("ends with the next compaction, and where it would have compacted by itself", () => {
    const second = { at: T + 7.5 * MINUTE, auto: true };
    const ends: [Partial<TakenAction>, Partial<FollowedSession>, number][] = [
      [{}, { compactions: [second, ...session().compactions] }, 5],
      // 212K, and a thousand more with each request.
      [{ compactsAt: 219_000 }, {}, 7],
    ];
    for (const [taken, followed, requests] of ends) {
      const state = measured(told(taken, { requests: compacted(12), ...followed }));
      assert.deepEqual([state.requests, state.final], [requests, true]);
    }
    assert.match(reason(told({ compactsAt: 200_000 }, { requests: compacted(4) })), /by itself at that size/);
  });

  it("prices what was written by the duration that the session then writes", () => {
    const short = { ...call(21_000, 0), cacheWrite5m: 24_000 };
    const requests = [...compacted(4), request(90, short), request(120, short)];
    // 5 instead of 8 dollars a million; the context stays at 45K.
    near(measured(told({}, { requests }, null, T + 3 * HOUR)).savedUsd, -0.2842 + 3 * 0.0342 + 2 * 0.855);
  });

  it("is measured over 500 requests at most", () => {
    const requests = Array.from({ length: 600 }, (_, index) => request(3 + index / 10, call(40_000, 1_000)));
    const state = measured(told({}, { requests }));
    assert.deepEqual([state.requests, state.final], [500, true]);
  });

  it("is final with the session, or a day without it", () => {
    const requests = compacted(4);
    const last = T + 6 * MINUTE;
    assert.equal(told({}, { requests, last }).final, false);
    assert.equal(told({}, { requests, last, ended: true }).final, true);
    assert.equal(told({}, { requests, last }, null, last + 24 * HOUR).final, true);
  });

  it("says nothing of two requests while more may come", () => {
    assert.deepEqual(told({}, { requests: compacted(2) }).state, { kind: "measuring", requests: 2 });
    assert.deepEqual(told({}, {}).state, { kind: "measuring", requests: 0 });
    assert.equal(measured(told({}, { requests: compacted(2), ended: true })).requests, 2);
  });

  it("counts the cost of a compaction that nothing followed", () => {
    const outcome = told({}, { ended: true });
    assert.match(reason(outcome), /No request followed/);
    near(outcome.usd ?? 0, -0.1624);
  });

  it("waits a day for it, unless the session ends or another action comes", () => {
    const none = { compactions: [], last: T };
    assert.equal(reason(told({}, none)), "waiting");
    assert.match(reason(told({}, none, null, T + 25 * HOUR)), /within a day/);
    assert.match(reason(told({}, { ...none, ended: true })), /ended without it/);
    assert.match(reason(told({ supersededAt: T + 2 * MINUTE }, none)), /Another suggestion/);
    const late = [{ at: T + 25 * HOUR, auto: false }];
    assert.match(reason(told({}, { compactions: late }, null, T + 26 * HOUR)), /within a day/);
  });

  it("takes no credit for a compaction of Claude Code's own, nor for one before", () => {
    const requests = compacted(5);
    assert.match(
      reason(told({}, { requests, compactions: [{ at: T + 2 * MINUTE, auto: true }] })),
      /compacted by itself before/,
    );
    assert.equal(reason(told({}, { requests, compactions: [{ at: T, auto: false }] })), "waiting");
  });

  it("is silent without a price or a session", () => {
    const requests = compacted(4).map((one) => ({ ...one, model: "claude-other", usd: null }));
    assert.match(reason(told({}, { requests })), /no known price/);
    assert.match(reason(told({ usdPerRequest: null }, { requests: compacted(4) })), /no known price/);
    assert.match(reason(told({}, null)), /not in the ledger/);
    assert.match(reason(told({ context: null }, { requests: compacted(4) })), /not known/);
  });
});

describe("measure, /clear", () => {
  const clear = { kind: "taskFinished", command: "/clear" } as const;
  const successor = (overrides: Partial<FollowedSession> = {}): FollowedSession =>
    session({ start: T + 2 * MINUTE, compactions: [], requests: compacted(12), ...overrides });

  it("prices what the new session did not carry", () => {
    const state = measured(told(clear, { ended: true, compactions: [] }, successor()));
    near(state.savedUsd, -0.1218 + 11 * 0.0342);
    assert.deepEqual([state.costUsd, state.paidBackAfter, state.contextAfter], [0, 5, 41_000]);
  });

  it("ends with the new session or its compaction", () => {
    assert.equal(told(clear, {}, successor({ ended: true })).final, true);
    const state = measured(told(clear, {}, successor({ compactions: [{ at: T + 7.5 * MINUTE, auto: true }] })));
    assert.deepEqual([state.requests, state.final], [5, true]);
  });

  it("says why where the new session is not known, or is not new", () => {
    const none = { compactions: [] };
    assert.equal(reason(told(clear, none)), "waiting");
    assert.match(reason(told(clear, { ...none, ended: true })), /which one followed/);
    assert.match(reason(told(clear, none, successor({ start: T - HOUR }))), /older session/);
    const clickedAgain = successor({ start: T + 10 * MINUTE });
    assert.match(reason(told({ ...clear, supersededAt: T + 10 * MINUTE + 300 }, none, clickedAgain)), /Another sugg/);
    // The click is noted a moment after Enter.
    assert.equal(told(clear, none, successor({ start: T + 30_000 })).state.kind, "measured");
  });
});

describe("measure, a switch of model", () => {
  const toSonnet = { kind: "switchModel", command: "/model sonnet", context: 100_000 } as const;
  /** Sonnet 5.5: 2, output 10, read 0.2, an hour's write 4. The first request writes everything. */
  const switched = (count: number, model = SONNET): FollowedRequest[] =>
    Array.from({ length: count }, (_, index) =>
      request(3 + index, index === 0 ? call(0, 101_000, 1_000) : call(100_000 + index * 1_000, 1_000, 1_000), model),
    );
  const opus = (minute: number) => request(minute, call(99_000, 1_000, 1_000));

  it("prices the same requests on the model before", () => {
    const state = measured(told(toSonnet, { requests: [opus(2), ...switched(10)] }));
    // 0.414 instead of 0.0402; then 0.014 less each time: 0.004 of the write, 0.01 of the output.
    near(state.savedUsd, -0.3738 + 9 * 0.014);
    near(state.costUsd ?? 0, 0.3838);
    assert.deepEqual([state.requests, state.paidBackAfter, state.contextBefore], [10, null, 100_000]);
    assert.equal(measured(told(toSonnet, { requests: switched(28) })).paidBackAfter, 28);
    assert.equal(measured(told(toSonnet, { requests: switched(27) })).paidBackAfter, null);
  });

  it("costs nothing where the cache was cold", () => {
    const state = measured(told({ ...toSonnet, lastRequestAt: T - 2 * HOUR }, { requests: switched(3) }));
    // Both write: 101K cost 0.404 less, 2K 0.008 less, and 3K of output 0.03 less.
    near(state.savedUsd, 0.404 + 0.008 + 0.03);
    assert.deepEqual([state.costUsd, state.paidBackAfter], [0, 1]);
  });

  it("ends with the next switch, and after 50 requests", () => {
    const back = measured(told(toSonnet, { requests: [...switched(6), opus(10)] }));
    assert.deepEqual([back.requests, back.final], [6, true]);
    const many = measured(told(toSonnet, { requests: switched(60) }));
    assert.deepEqual([many.requests, many.final], [50, true]);
  });

  it("waits for the model that was advised", () => {
    assert.equal(reason(told(toSonnet, { requests: [opus(2), opus(3)] })), "waiting");
    assert.equal(reason(told(toSonnet, { requests: switched(4, "claude-haiku-5-5") })), "waiting");
    assert.match(reason(told({ ...toSonnet, model: null }, { requests: switched(4) })), /not known/);
  });

  it("counts the turns of opusplan there and back", () => {
    const plan = { ...toSonnet, kind: "opusplan", command: "/model opusplan" } as const;
    const requests = [...switched(3), request(6, call(0, 104_000, 1_000)), request(7, call(104_000, 1_000, 1_000))];
    const state = measured(told(plan, { requests }));
    // Back on Opus 104K are written that would have been read: 7.8 dollars a million.
    near(state.savedUsd, -0.3738 + 2 * 0.014 - (104_000 * 7.8) / 1e6);
    assert.deepEqual([state.requests, state.final], [5, false]);
    const left = measured(told({ ...plan, supersededAt: T + 5.5 * MINUTE }, { requests }));
    assert.deepEqual([left.requests, left.final], [3, true]);
  });

  it("is not paid back any more when a turn of opusplan costs more than was saved", () => {
    const plan = { ...toSonnet, kind: "opusplan", command: "/model opusplan", lastRequestAt: T - 2 * HOUR } as const;
    const requests = switched(3);
    assert.equal(measured(told(plan, { requests })).paidBackAfter, 1);
    const back = measured(told(plan, { requests: [...requests, request(6, call(0, 104_000, 1_000))] }));
    assert.deepEqual([back.paidBackAfter, back.savedUsd < 0], [null, true]);
  });

  it("counts the tokens of the same model as they are, whatever its tokenizer", () => {
    const own = { input: 4, output: 20, cacheWrite5m: 5, cacheWrite1h: 8, cacheRead: 0.2 };
    const prices = new PriceBook({ "acme-large": own });
    const requests = [...switched(2), { ...request(5, call(0, 103_000, 1_000), OPUS), model: "acme-large" }];
    const taken = action({ ...toSonnet, kind: "opusplan", command: "/model opusplan", model: "acme-large", lastRequestAt: T - 2 * HOUR }); // prettier-ignore
    const saved = (count: number) =>
      measured(measure(taken, session({ requests: requests.slice(0, count), ended: true }), null, prices, NOW))
        .savedUsd;
    near(saved(3) - saved(2), (-103_000 * 7.8) / 1e6);
  });

  it("takes the fewest tokens that another tokenizer may make", () => {
    const sonnet46 = "claude-sonnet-4-6";
    const requests = switched(3, sonnet46);
    const cold = { ...toSonnet, lastRequestAt: T - 2 * HOUR };
    const paid = requests.reduce((sum, { usd }) => sum + (usd ?? 0), 0);
    const onOpus = switched(3, OPUS).reduce((sum, { usd }) => sum + (usd ?? 0), 0);
    near(measured(told(cold, { requests })).savedUsd, 1.13 * onOpus - paid);
  });
});

describe("measure, what cannot be measured", () => {
  for (const kind of ["effort", "subagentModel", "alwaysOn", "autoCompact", "largeResult", "fleet"] as const) {
    it(`says why of ${kind}`, () => {
      const outcome = told({ kind, command: "/effort medium" }, {});
      assert.equal(outcome.state.kind, "nothing");
      assert.deepEqual([outcome.usd, outcome.final], [null, true]);
    });
  }
});

describe("measure, in general", () => {
  /** A session simulated in both branches, with its cache: growing steadily, sometimes left until the cache is cold. */
  const worlds = fc
    .record({
      before: fc.integer({ min: 60_000, max: 900_000 }),
      after: fc.integer({ min: 25_000, max: 55_000 }),
      prefix: fc.integer({ min: 0, max: 24_000 }),
      growth: fc.integer({ min: 0, max: 5_000 }),
      output: fc.integer({ min: 0, max: 4_000 }),
      hour: fc.boolean(),
      cost: fc.double({ min: 0.001, max: 3, noNaN: true }),
      gaps: fc.array(fc.constantFrom(0.5, 2, 4, 20, 90), { minLength: 3, maxLength: 40 }),
    })
    .map((world) => {
      const { before, after, prefix, growth, output, hour } = world;
      const ttl = (hour ? 60 : 5) * MINUTE;
      const written = (size: number) => (hour ? { cacheWrite1h: size } : { cacheWrite5m: size });
      const none: Tokens = { input: 0, output, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
      let at = T;
      const branches = world.gaps.map((gap, index) => {
        at += gap * MINUTE;
        const warm = gap * MINUTE <= ttl;
        const send = (size: number, inCache: number): Tokens => ({
          ...none,
          cacheRead: inCache,
          ...written(size - inCache),
        });
        const added = growth * index;
        const real = index === 0 ? send(after, prefix) : send(after + added, warm ? after + added - growth : 0);
        const otherwise =
          index === 0 ? send(before, warm ? before : 0) : send(before + added, warm ? before + added - growth : 0);
        return { at, real, otherwise };
      });
      const priced = (tokens: Tokens, time: number) =>
        PRICES.costOf(
          { model: OPUS, tokens, webSearches: 0, fast: false, usInference: false, iterations: null },
          time,
        ) ?? NaN;
      const requests = branches.map(({ at: time, real }): FollowedRequest => ({
        at: time,
        model: OPUS,
        calls: [real],
        usd: priced(real, time),
        fast: false,
        usInference: false,
      }));
      const saved = branches.map(({ at: time, real, otherwise }) => priced(otherwise, time) - priced(real, time));
      const taken = action({
        at: T,
        context: before,
        growth,
        hourCache: hour,
        toldCostUsd: world.cost,
      });
      const followed = session({ requests, compactions: [{ at: T + 1, auto: false }], last: at });
      return { taken, followed, saved, cost: world.cost, now: at };
    });

  it("saves what replaying both branches request by request gives", () => {
    fc.assert(
      fc.property(worlds, ({ taken, followed, saved, cost, now }) => {
        const state = measured(measure(taken, followed, null, PRICES, now));
        const sum = saved.reduce((total, usd) => total + usd, -cost);
        assert.ok(Math.abs(state.savedUsd - sum) < 1e-6, `${state.savedUsd}, not ${sum}`);
      }),
    );
  });

  it("is paid back from the first request on after which the sum stays at nothing or above", () => {
    fc.assert(
      fc.property(worlds, ({ taken, followed, saved, cost, now }) => {
        const { paidBackAfter, savedUsd } = measured(measure(taken, followed, null, PRICES, now));
        const sums = saved.map((_, index) => saved.slice(0, index + 1).reduce((total, usd) => total + usd, -cost));
        const under = sums.findLastIndex((sum) => sum < 0);
        assert.equal(paidBackAfter, under === sums.length - 1 ? null : under + 2);
        assert.equal(paidBackAfter !== null, savedUsd >= 0);
      }),
    );
  });

  it("does not depend on the order of the rows", () => {
    const shuffled = worlds.chain((world) =>
      fc
        .shuffledSubarray([...world.followed.requests], { minLength: world.followed.requests.length })
        .map((requests) => ({ ...world, requests })),
    );
    fc.assert(
      fc.property(shuffled, ({ taken, followed, requests, now }) => {
        const second = { at: now - 1, auto: false };
        const compactions = [...followed.compactions, second];
        assert.deepEqual(
          measure(taken, { ...followed, requests, compactions: compactions.toReversed() }, null, PRICES, now),
          measure(taken, { ...followed, compactions }, null, PRICES, now),
        );
      }),
    );
  });

  it("never takes the same request for two actions of one family", () => {
    const second = (minutes: number) => ({ at: T + minutes * MINUTE, auto: false });
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 60 }), fc.boolean(), ({ taken, followed, now }, minutes, runs) => {
        const clicked = T + minutes * MINUTE;
        const compactions = runs ? [...followed.compactions, second(minutes + 0.25)] : followed.compactions;
        const all = { ...followed, compactions, ended: true };
        const counted = (one: TakenAction) => {
          const { state } = measure(one, all, null, PRICES, now);
          return state.kind === "measured" ? state.requests : 0;
        };
        const first = counted({ ...taken, supersededAt: clicked });
        const later = counted({ ...taken, at: clicked });
        assert.equal(first + later, followed.requests.length);
        assert.equal(later > 0, runs && followed.requests.some(({ at }) => at > clicked + MINUTE / 4));
      }),
    );
  });
});
