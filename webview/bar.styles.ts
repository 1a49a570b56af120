import { css } from "lit";

/** A horizontal bar: a track whose fill takes `--filled` of it; what may lie upon it is the component's own. */
export const bar = css`
  .track {
    position: relative;
    block-size: var(--gauge-height);
    border-radius: var(--gauge-height);
    background: var(--track);
    outline: var(--hairline) solid var(--track-edge);
  }
  .clip {
    position: relative;
    block-size: 100%;
    border-radius: inherit;
    overflow: hidden;
  }
  .fill {
    inline-size: var(--filled);
    block-size: 100%;
    border-radius: inherit;
    background: var(--fill);
    transition: inline-size var(--duration) ease-out;
  }
  @media (forced-colors: active) {
    .fill {
      forced-color-adjust: none;
    }
  }
`;
