/** As high as real rows, so that nothing moves when they come. */
export function SkeletonRows({ still }: { still: boolean }) {
  return (
    <>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <tr key={row} class={still ? "job skeleton" : "job skeleton shimmer"}>
          <td class="cell-status">
            <i />
          </td>
          <td class="cell-job">
            <i />
          </td>
          <td class="cell-created">
            <i />
          </td>
          <td class="cell-progress">
            <i />
          </td>
          <td class="cell-file">
            <i />
          </td>
          <td class="cell-actions" />
        </tr>
      ))}
    </>
  );
}
