/**
 * Closes every part: begins with the first and waits for none before it goes on. Ends when all have ended; never rejects,
 * for the failure of one (told to `onFailed`) is no reason to leave another open.
 */
export async function closeEach(
  parts: readonly (() => unknown)[],
  onFailed: (error: unknown) => void,
): Promise<void> {
  await Promise.all(
    parts.map(async (close) => {
      try {
        await close();
      } catch (error) {
        onFailed(error);
      }
    }),
  );
}
