export interface SeededUser {
  email: string;
  password: string;
  apiToken: string;
  firstName: string;
  lastName: string;
}

/** Who can sign in: two users, because a user sees only the batch jobs of their own. */
export const users: readonly [SeededUser, SeededUser] = [
  {
    email: "admin@medusa-test.com",
    password: "supersecret",
    apiToken: "test_token_of_admin_0123456789abcdef",
    firstName: "Ada",
    lastName: "Admin",
  },
  {
    email: "other@medusa-test.com",
    password: "supersecret",
    apiToken: "test_token_of_other_0123456789abcdef",
    firstName: "Otto",
    lastName: "Other",
  },
];
