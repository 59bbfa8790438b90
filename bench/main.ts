import { benchCollecting } from "./collect";

await benchCollecting();
