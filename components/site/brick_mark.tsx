/** The mark of the course: three courses of a wall, one brick laid in each colour of meaning. */
export function BrickMark() {
  return (
    <svg viewBox="0 0 32 24" aria-hidden="true" focusable="false" class="brick-mark">
      <rect x="1" y="1" width="13" height="6" class="brick-compute" />
      <rect x="16" y="1" width="15" height="6" class="brick-open" />
      <rect x="1" y="9" width="7" height="6" class="brick-open" />
      <rect x="10" y="9" width="13" height="6" class="brick-memory" />
      <rect x="25" y="9" width="6" height="6" class="brick-open" />
      <rect x="1" y="17" width="13" height="6" class="brick-open" />
      <rect x="16" y="17" width="15" height="6" class="brick-network" />
    </svg>
  );
}
