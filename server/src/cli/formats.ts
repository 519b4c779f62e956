/** The formats that few runs ask for: a bundle of its own, loaded when one of them is. */
export { renderers } from "../report/formats";
