import { age, fullTime, timeOfDay } from "../job/format";
import { coarseNow } from "../state/clock";

const dayMs = 24 * 60 * 60_000;

export function CreatedTime({ iso }: { iso: string }) {
  const time = new Date(iso);
  // A job made since the last half minute is younger than the coarse clock.
  const since = Math.max(0, coarseNow.value - time.getTime());
  return (
    <time dateTime={iso} title={fullTime(time)}>
      {timeOfDay(time, new Date(coarseNow.value))}
      {since < 30 * dayMs && (
        <span class="muted"> · {since < 60_000 ? "just now" : age(since)}</span>
      )}
    </time>
  );
}
