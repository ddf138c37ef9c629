// Looks at the bot's process and records: after each event, and again and again while something is under way.

import { desk } from "./control.js";
import { isMoving } from "./way.js";

const SOON = 300; // milliseconds
const LAST = 8; // ways of the founder that is shown

export class Desk {
  // `onTold`: there is news in `about` or `records`.
  constructor(onTold) {
    Object.assign(this, { onTold, isThere: false, about: null, records: null, isLooking: false, again: false });
  }

  // Whether there is one; the sandbox also runs alone.
  async begin() {
    this.isThere = await desk.get("about").then((about) => { this.about = about; return true; }, () => false);
    return this.isThere;
  }

  // `founder`: whose ways.
  async look(founder) {
    this.founder = founder;
    this.again = this.isLooking;
    if (!this.isThere || this.isLooking) return;
    this.isLooking = true;
    clearTimeout(this.timer);
    try {
      do {
        this.again = false;
        await this.ask();
      } while (this.again);
    } finally {
      this.isLooking = false;
    }
    if (this.isMoving) this.timer = setTimeout(() => this.look(this.founder), SOON);
  }

  async ask() {
    const { founder } = this;
    const [about, records] = await Promise.all([desk.get("about"), desk.get(`way?founder=${founder}&last=${LAST}`)]
      .map((asked) => asked.catch(() => null)));
    if (about) this.about = about;
    if (records) this.records = records;
    if (founder === this.founder) this.onTold();
  }

  get isMoving() {
    return this.about.bot === "starting" || Boolean(this.records && isMoving(this.records));
  }
}
