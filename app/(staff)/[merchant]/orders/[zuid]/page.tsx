/** The order with nothing on it: all of it stands in the layout, which stays while pop-ups come and go. */
export default function OrderPage() {
  return null;
}
