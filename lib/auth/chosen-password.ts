import { demoPassword } from "./demo-staff";

/** What is wrong with a password that somebody chooses, in a sentence; null when it is good. */
export function whyWeak(password: string, { email, name }: { email: string; name: string }): string | null {
  const length = [...password].length;
  if (length < SHORTEST) return `This has ${length} characters. Choose at least ${SHORTEST}.`;
  if (password === demoPassword) return "This is the password of the demo, which everybody knows.";
  if (new Set(password).size < MOST_ALIKE) return "This is a few characters over and over. Choose another.";
  const plain = password.toLowerCase().trim();
  if (plain === email.toLowerCase().trim() || plain === name.toLowerCase().trim())
    return "This is your own name or address. Choose something that no one else would write.";
  return null;
}

/** Length is what makes a password hard to guess (NIST SP 800-63B-4): rules about signs only make it hard to keep. */
const SHORTEST = 12;
const MOST_ALIKE = 5;
