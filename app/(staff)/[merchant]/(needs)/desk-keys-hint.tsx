/** Which keys lead through the list. */
export function DeskKeysHint() {
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-3 text-12 text-quiet max-lg:hidden">
      {keys.map(({ names, does }) => (
        <span key={does} className="inline-flex items-center gap-1">
          {names.map((name) => (
            <kbd
              key={name}
              className="inline-flex h-5 min-w-5 items-center justify-center rounded-control border border-line bg-panel px-1 font-sans"
            >
              {name}
            </kbd>
          ))}
          {does}
        </span>
      ))}
    </p>
  );
}

const keys = [
  { names: ["J", "K"], does: "move" },
  { names: ["Enter"], does: "best step" },
  { names: ["Space"], does: "look" },
  { names: ["S"], does: "snooze" },
  { names: ["A"], does: "take" },
  { names: ["X"], does: "select" },
] as const;
