import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { describeFailure, isUnauthorized } from "../state/failure";
import { type Credentials, signIn } from "../state/session";
import { Notice } from "./notice";

type Way = Credentials["way"];

const ways: readonly { way: Way; label: string; hint: string }[] = [
  { way: "session", label: "Password", hint: "Stays signed in on this browser (session cookie)." },
  { way: "token", label: "Token", hint: "Bearer token, no cookie. Forgotten on reload." },
  { way: "key", label: "API key", hint: "A user’s API token. Forgotten on reload." },
];

export function SignInForm({ email = "" }: { email?: string }) {
  const way = useSignal<Way>("session");
  const busy = useSignal(false);
  const failure = useSignal("");
  const id = useId();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.value) return;
    const form = event.currentTarget as HTMLFormElement;
    busy.value = true;
    failure.value = "";
    try {
      await signIn(credentialsOf(way.value, new FormData(form)));
    } catch (error) {
      failure.value = refusal(way.value, error);
    } finally {
      busy.value = false;
    }
  };

  return (
    <form class="form" onSubmit={submit} method="post">
      <fieldset class="segments">
        <legend class="visually-hidden">Sign in with</legend>
        {ways.map((choice) => (
          <label key={choice.way}>
            <input
              type="radio"
              name="way"
              value={choice.way}
              checked={way.value === choice.way}
              onChange={() => {
                way.value = choice.way;
                failure.value = "";
              }}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </fieldset>
      {way.value === "key" ? (
        <Field id={`${id}-key`} label="API key">
          <input id={`${id}-key`} name="apiKey" type="password" autocomplete="off" required />
        </Field>
      ) : (
        <>
          <Field id={`${id}-email`} label="Email">
            <input
              id={`${id}-email`}
              name="email"
              type="email"
              autocomplete="username"
              required
              defaultValue={email}
            />
          </Field>
          <Field id={`${id}-password`} label="Password">
            <input
              id={`${id}-password`}
              name="password"
              type="password"
              autocomplete="current-password"
              required
              autofocus={email !== ""}
            />
          </Field>
        </>
      )}
      <p class="hint">{ways.find((choice) => choice.way === way.value)?.hint}</p>
      {failure.value !== "" && <Notice tone="bad">{failure.value}</Notice>}
      <button
        type="submit"
        class="button primary wide"
        aria-disabled={busy.value}
        aria-busy={busy.value}
      >
        {busy.value ? "Signing in…" : "Sign in"}
      </button>
    </form>
  );
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly children: ComponentChildren;
}

function Field({ id, label, children }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
    </div>
  );
}

function credentialsOf(way: Way, form: FormData): Credentials {
  const text = (name: string) => String(form.get(name) ?? "");
  if (way === "key") return { way, apiKey: text("apiKey").trim() };
  return { way, email: text("email").trim(), password: text("password") };
}

function refusal(way: Way, error: unknown): string {
  if (!isUnauthorized(error)) return describeFailure(error);
  return way === "key" ? "The backend does not know this API key." : "Wrong email or password.";
}
