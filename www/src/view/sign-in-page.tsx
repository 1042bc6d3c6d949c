import { BackendField } from "./backend-field";
import { SignInForm } from "./sign-in-form";
import { Splash } from "./splash";

export function SignInPage() {
  return (
    <Splash title="Sign in">
      <SignInForm />
      <BackendField />
    </Splash>
  );
}
