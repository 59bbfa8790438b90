export { GET } from "../../to-last-merchant";
