/** What a pop-up is called and how wide it is: known before what it shows has come. */
export type PopUpFrame = { title: string; size: PopUpSize };
export type PopUpSize = keyof typeof popUpWidths;
/** By the name in the address, or by name and act: "payments", "payments/skip". */
export type PopUpFrames = Readonly<Record<string, PopUpFrame>>;

export const popUpWidths = {
  small: "sm:max-w-[480px]",
  medium: "sm:max-w-[720px]",
  large: "sm:max-w-[960px]",
} as const;

/** The frame of the pop-up that an address names; null when that names none. */
export function frameAsked(frames: PopUpFrames, asked: { popup?: string; act?: string }): PopUpFrame | null {
  const name = [`${asked.popup}/${asked.act}`, `${asked.popup}`].find((one) => Object.hasOwn(frames, one));
  return name === undefined ? null : (frames[name] ?? null);
}
