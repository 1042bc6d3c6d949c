/** The first error in full; the others on demand. */
export function ErrorLines({ lines }: { lines: readonly string[] }) {
  const [first, ...others] = lines;
  if (others.length === 0) return <p class="error-line">{first}</p>;
  return (
    <details class="error-lines">
      <summary>
        <span class="error-line">{first}</span> <span class="muted">and {others.length} more</span>
      </summary>
      <ol start={2}>
        {others.map((line) => (
          <li key={line} class="error-line">
            {line}
          </li>
        ))}
      </ol>
    </details>
  );
}
