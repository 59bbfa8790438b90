/** An instant in the user's zone; its UTC time is in the tooltip. */
export function TimeInWords({ iso, here, utc }: TimeWords) {
  return (
    <time dateTime={iso} title={`${utc} UTC`} className="whitespace-nowrap tabular-nums">
      {here}
    </time>
  );
}

/** An instant in ISO 8601, in words of the user's zone, and in words of UTC. */
export type TimeWords = { iso: string; here: string; utc: string };
