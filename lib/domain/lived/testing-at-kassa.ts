import { tellAtKassa } from "./answer-by-code";

tellAtKassa();
