import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { backend, setBackend } from "../state/backend";

/** A build on a static host is told its backend here or by `?backend=`. */
export function BackendField() {
  const failure = useSignal("");
  const id = useId();
  const change = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    try {
      setBackend(String(new FormData(form).get("backend") ?? ""));
      failure.value = "";
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <details class="backend-field">
      <summary>Use another backend</summary>
      <form class="form" onSubmit={change}>
        <div class="field">
          <label for={id}>Address of the Medusa backend</label>
          <div class="field-row">
            <input
              id={id}
              name="backend"
              type="text"
              inputMode="url"
              autocomplete="url"
              placeholder={location.origin}
              defaultValue={backend.value}
              aria-invalid={failure.value !== ""}
              aria-describedby={`${id}-hint`}
            />
            <button type="submit" class="button">
              Use
            </button>
          </div>
          <p
            id={`${id}-hint`}
            class={failure.value === "" ? "hint" : "hint bad"}
            aria-live="polite"
          >
            {failure.value || "Empty: the server this page comes from."}
          </p>
        </div>
      </form>
    </details>
  );
}
