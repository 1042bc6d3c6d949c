import { age } from "../job/format";
import { now } from "../state/clock";
import { updatedAt } from "../state/jobs";

export function UpdatedAge() {
  const at = updatedAt.value;
  const since = now.value - (at ?? 0);
  return (
    <span class="updated">
      {at !== undefined && `Updated ${since < 5000 ? "just now" : age(since)}`}
    </span>
  );
}
