import type { SVGProps } from "react";

/** An exclamation mark in a hexagon, on the same 24 px grid and stroke as the lucide icons beside it. */
export function HexagonAlert({ size = 16, strokeWidth = 1.5, ...rest }: IconProps) {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...rest}
    >
      <path d="M21 16V8a2 2 0 0 0-1-1.73l-7-4a2 2 0 0 0-2 0l-7 4A2 2 0 0 0 3 8v8a2 2 0 0 0 1 1.73l7 4a2 2 0 0 0 2 0l7-4A2 2 0 0 0 21 16z" />
      <path d="M12 8v4" />
      <path d="M12 16h.01" />
    </svg>
  );
}

type IconProps = SVGProps<SVGSVGElement> & { size?: number | string };
