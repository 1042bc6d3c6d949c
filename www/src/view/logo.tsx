export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path d="M15 10h10M15 16h10M15 22h6" />
      <path d="m6.5 10 1.6 1.6 2.9-3.2M6.5 16l1.6 1.6 2.9-3.2M7 22h3.4" />
    </svg>
  );
}
