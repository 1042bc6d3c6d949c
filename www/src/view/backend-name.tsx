import { backend, backendOrigin } from "../state/backend";

/** Always names who gets the password: the page's address may have chosen another backend. */
export function BackendName() {
  return (
    <p class="backend-name">
      {backend.value === "" ? "on " : "on another server: "}
      <strong>
        {backend.value === "" ? location.host : backend.value.replace(/^https?:\/\//, "")}
      </strong>
      {backendOrigin().startsWith("http:") && location.protocol === "https:" && (
        <span class="bad"> (not encrypted)</span>
      )}
    </p>
  );
}
