import { announcement } from "../state/announce";

/** There from the first moment: a region that appears together with its text is not read out. */
export function LiveRegion() {
  return (
    <div class="visually-hidden" role="status">
      {announcement.value}
    </div>
  );
}
