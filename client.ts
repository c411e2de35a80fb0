// The browser entry of every page. Only its styles reach pages without islands.
import "./assets/styles.css";
