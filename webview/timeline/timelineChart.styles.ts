import { css } from "lit";

/** The chart, the cursor on it and the line below it. */
export const chartStyles = css`
  :host {
    container-type: inline-size;
  }
  .heading {
    justify-content: space-between;
  }
  .chart {
    position: relative;
    block-size: var(--timeline-height);
    border-radius: var(--radius-small);
  }
  canvas {
    position: absolute;
  }
  .cursor,
  .dot {
    position: absolute;
    pointer-events: none;
    forced-color-adjust: none;
  }
  .cursor {
    inset-block: 0;
    inline-size: var(--hairline);
    background: var(--ink-muted);
  }
  .dot {
    inline-size: var(--gauge-height);
    block-size: var(--gauge-height);
    border: var(--mark-width) solid var(--paper);
    border-radius: var(--gauge-height);
    background: var(--ink);
    transform: translate(-50%, -50%);
  }
  .line {
    min-block-size: 1lh;
    margin-block-start: var(--gap-tight);
  }
  /* Room for what the longest line takes: what is below does not move. A query cannot use a token. */
  @container (inline-size < 110ch) {
    .line {
      min-block-size: 2lh;
    }
  }
  @container (inline-size < 60ch) {
    .line {
      min-block-size: 3lh;
    }
  }
`;
