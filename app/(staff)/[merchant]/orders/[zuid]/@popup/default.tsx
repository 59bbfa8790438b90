/** No pop-up. */
export default function NoPopUp() {
  return null;
}
