// On every page: parts of a page that come without a new page, and keys that do what a button does.
import "htmx.org";
import "./mark.svg?url";
import { listenForKeys } from "./keys";
import { listenForFailures } from "./failures";

listenForKeys();
listenForFailures();
