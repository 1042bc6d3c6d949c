import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { createProductExport, type ProductExport } from "../state/actions";
import { describeFailure } from "../state/failure";
import { routeHash } from "../state/route";
import { SignedOutError } from "../state/session";
import { Dialog } from "./dialog";
import { Notice } from "./notice";

/** Medusa's product states, in the words its admin uses. */
const states = [
  { value: "published", label: "Published" },
  { value: "draft", label: "Draft" },
  { value: "proposed", label: "Proposed" },
  { value: "rejected", label: "Rejected" },
] as const;

export function CreateExport({ onClose }: { onClose: () => void }) {
  const busy = useSignal(false);
  const failure = useSignal("");
  const id = useId();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    // A second submit would be a second job: the server ignores idempotency keys here.
    if (busy.value) return;
    busy.value = true;
    failure.value = "";
    try {
      await createProductExport(wishOf(event.currentTarget as HTMLFormElement));
      // Under a filter the new job might not be seen.
      location.hash = routeHash({ group: "all" });
      onClose();
    } catch (error) {
      if (!(error instanceof SignedOutError)) failure.value = describeFailure(error);
    } finally {
      busy.value = false;
    }
  };

  return (
    <Dialog title="New product export" onClose={onClose}>
      <form class="form" onSubmit={submit}>
        <fieldset class="field">
          <legend>Product status</legend>
          <div class="checks">
            {states.map(({ value, label }) => (
              <label key={value} class="check">
                <input type="checkbox" name="status" value={value} />
                {label}
              </label>
            ))}
          </div>
          <p class="hint">None chosen: products in every status.</p>
        </fieldset>
        <div class="field">
          <label for={id}>At most</label>
          <div class="field-row">
            <input
              id={id}
              name="limit"
              type="number"
              min="1"
              step="1"
              inputMode="numeric"
              placeholder="all"
              aria-describedby={`${id}-unit`}
            />
            <span id={`${id}-unit`} class="muted">
              products, newest first
            </span>
          </div>
        </div>
        {failure.value !== "" && <Notice tone="bad">{failure.value}</Notice>}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            Close
          </button>
          <button
            type="submit"
            class="button primary"
            aria-disabled={busy.value}
            aria-busy={busy.value}
          >
            {busy.value ? "Starting…" : "Start export"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function wishOf(form: HTMLFormElement): ProductExport {
  const data = new FormData(form);
  const limit = Number(data.get("limit"));
  return {
    status: data.getAll("status").map(String),
    limit: limit > 0 ? limit : undefined,
  };
}
