import { css } from "lit";

/** Of the calendar: rows of cells that share the width, and the marks of the five levels, told apart by size and by shade. */
export const dayCalendarStyles = css`
  .box {
    overflow-x: auto;
    /* Room for the outline of a day at the edge. */
    padding: var(--gap-hair);
  }
  .grid {
    display: flex;
    flex-direction: column;
    gap: var(--gap-hair);
    inline-size: 100%;
    min-inline-size: max-content;
  }
  [role="row"],
  .months {
    display: flex;
    gap: var(--gap-hair);
  }
  .month,
  [role="gridcell"] {
    flex: 1 0 var(--cell);
  }
  /* A month's name runs on over the weeks after its first. */
  .month {
    inline-size: 0;
    white-space: nowrap;
  }
  .months {
    color: var(--ink-muted);
  }
  /* Stays in view while the weeks are scrolled. */
  .side {
    position: sticky;
    inset-inline-start: calc(-1 * var(--gap-hair));
    z-index: 1;
    display: flex;
    flex: none;
    align-items: center;
    inline-size: calc(4ch + var(--gap-tight));
    background: var(--paper);
    color: var(--ink-muted);
    line-height: 1;
    white-space: nowrap;
  }
  .day {
    display: grid;
    place-items: center;
    aspect-ratio: 1;
    border-radius: var(--radius-small);
  }
  .mark {
    inline-size: var(--sized);
    aspect-ratio: 1;
    border-radius: var(--radius-small);
    background: color-mix(in srgb, var(--fill) var(--shaded), var(--paper));
    forced-color-adjust: none;
  }
  .level-0 {
    --sized: 24%;
  }
  .level-0 .mark {
    background: var(--track-mark);
  }
  .level-1 {
    --sized: 44%;
    --shaded: 62%;
  }
  .level-2 {
    --sized: 62%;
    --shaded: 74%;
  }
  .level-3 {
    --sized: 80%;
    --shaded: 87%;
  }
  .level-4 {
    --sized: 100%;
    --shaded: 100%;
  }
  .today {
    outline: var(--hairline) solid var(--ink-muted);
  }
  .day:hover {
    outline: var(--hairline) solid var(--ink);
  }
  .day:focus-visible {
    outline: var(--mark-width) solid var(--focus);
    outline-offset: 0;
  }
  .below {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: var(--gap-tight) var(--gap-wide);
    margin-block-start: var(--gap-small);
  }
  .scale {
    display: flex;
    align-items: center;
    gap: var(--gap-tight);
  }
  .scale .day {
    inline-size: var(--cell);
  }
`;
