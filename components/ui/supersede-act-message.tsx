"use client";
import { useEffect } from "react";
import { showActMessage } from "./act-message";

/** Takes back what the last act was said to have come to, where the page itself says what has become of it since. */
export function SupersedeActMessage() {
  useEffect(() => showActMessage(null), []);
  return null;
}
